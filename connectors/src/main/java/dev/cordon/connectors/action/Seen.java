package dev.cordon.connectors.action;

import dev.cordon.contract.Look;

/// What a look means for the goal.
enum Seen {
    SO("it is so"),
    COMING("under way"),
    NOT_SO("not so yet"),
    GOING("the opposite is under way");

    final String words;

    Seen(String words) {
        this.words = words;
    }

    static Seen of(Look.State state, Look.State goal) {
        var contains = goal == Look.State.CONTAINED;
        return switch (state) {
            case CONTAINED -> contains ? SO : NOT_SO;
            case FREE -> contains ? NOT_SO : SO;
            case CONTAINING -> contains ? COMING : GOING;
            case FREEING -> contains ? GOING : COMING;
        };
    }
}
