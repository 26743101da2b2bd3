package dev.cordon.lab.chaos.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Locale;

/// What was done to a payload. The weight says how often, among all.
enum Mutation {
    UNTOUCHED(120, draft -> {
        var sample = draft.any();
        return draft.taken(sample, draft.bytes(sample));
    }),
    FIELDS_ADDED(60, draft -> harmless(draft, TreeChange::fieldsAdded)),
    KEYS_REORDERED(30, draft -> harmless(draft, TreeChange::keysReordered)),
    SPACED(25, draft -> written(draft, true)),
    ESCAPED(25, draft -> written(draft, false)),
    BYTE_ORDER_MARK(8, draft -> {
        var sample = draft.json();
        return draft.taken(sample, ByteChange.marked(draft.bytes(sample)));
    }),
    DEEPEST(8, draft -> taken(draft, Extreme::deepest)),
    MANY_FIELDS(3, draft -> taken(draft, Extreme::manyFields)),
    LONG_LIST(3, draft -> taken(draft, Extreme::longList)),
    HEAVY(2, draft -> taken(draft, Extreme::heavy)),
    LARGE(3, draft -> taken(draft, Extreme::large)),
    NUMBER_AT_LIMIT(8, draft -> taken(draft, Extreme::numberAtLimit)),

    HOSTILE_VALUES(150, draft -> changed(draft, TreeChange::hostileValues)),
    WRONG_TYPES(100, draft -> changed(draft, TreeChange::wrongTypes)),
    REMOVED(50, draft -> changed(draft, TreeChange::removed)),
    NULLED(25, draft -> changed(draft, TreeChange::nulled)),
    EMPTIED(25, draft -> changed(draft, TreeChange::emptied)),
    SWAPPED(25, draft -> changed(draft, TreeChange::swapped)),
    MULTIPLIED(15, draft -> changed(draft, TreeChange::multiplied)),
    RENAMED(20, draft -> changed(draft, TreeChange::renamed)),
    WRAPPED(20, draft -> changed(draft, TreeChange::wrapped)),
    LISTED(20, draft -> changed(draft, TreeChange::asList)),
    SPLICED(30, draft -> {
        var sample = draft.json();
        return draft.changed(sample, TreeChange.spliced(draft.tree(sample), draft.tree(draft.json()), draft.chance()));
    }),
    OTHER_KIND(25, draft -> draft.judged(draft.json(), draft.bytes(draft.json()))),

    TOO_DEEP(10, draft -> refused(draft, Extreme::tooDeep)),
    ABYSS(4, draft -> refused(draft, Extreme::abyss)),
    LONG_NUMBER(8, draft -> refused(draft, Extreme::longNumber)),
    LONG_NAME(8, draft -> refused(draft, Extreme::longName)),
    DUPLICATE_KEY(15, draft -> refused(draft, Extreme::duplicateKey)),
    TOO_LARGE(3, draft -> refused(draft, Extreme::tooLarge)),
    FLIPPED(60, draft -> bytes(draft, ByteChange::flipped)),
    DELETED(30, draft -> bytes(draft, ByteChange::deleted)),
    INSERTED(30, draft -> bytes(draft, ByteChange::inserted)),
    TRUNCATED(40, draft -> bytes(draft, ByteChange::truncated)),
    TRAILING(20, draft -> bytes(draft, ByteChange::trailing)),
    REPEATED_PART(20, draft -> bytes(draft, ByteChange::repeatedPart)),
    NOT_UTF8(20, draft -> bytes(draft, ByteChange::notUtf8)),
    CONTROLS(15, draft -> bytes(draft, ByteChange::controls)),
    OTHER_ENCODING(10, draft -> bytes(draft, ByteChange::otherEncoding)),
    LAX_JSON(20, draft -> draft.judged(draft.json(), ByteChange.lax(draft.chance()))),
    BLANK(10, draft -> draft.judged(draft.any(), ByteChange.blank(draft.chance()))),
    NOISE(
            15,
            draft -> draft.judged(
                    draft.any(), draft.chance().bytes(draft.chance().between(1, 3000)))),

    NO_ALERT_TYPE(15, HeadChange::noAlertType),
    JSON_TYPE(10, HeadChange::jsonType),
    STRANGE_TYPE(10, HeadChange::strangeType),
    COMPRESSED(10, HeadChange::compressed),
    WRONG_SECRET(10, HeadChange::wrongSecret),
    NO_PROOF(10, HeadChange::noProof),
    STALE_SIGNATURE(10, HeadChange::staleSignature),
    FORGED_SIGNATURE(10, HeadChange::forgedSignature),
    STRANGE_PATH(12, HeadChange::strangePath),
    OTHER_METHOD(8, HeadChange::otherMethod),
    ODD_HEADERS(15, HeadChange::oddHeaders),
    UNACCEPTABLE(6, HeadChange::unacceptable),

    CHUNKED(30, WireChange::chunked),
    CHUNKED_TOO_LARGE(2, WireChange::chunkedTooLarge),
    IN_PIECES(10, draft -> WireChange.inManner(draft, Manner.PIECES)),
    SLOWLY(2, draft -> WireChange.inManner(draft, Manner.SLOWLY)),
    PIPELINED(8, WireChange::pipelined),
    LENGTH_TOO_LONG(6, WireChange::lengthTooLong),
    LENGTH_TOO_SHORT(6, WireChange::lengthTooShort),
    BAD_LENGTH(6, WireChange::badLength),
    TWO_LENGTHS(6, WireChange::twoLengths),
    BAD_CHUNK(6, WireChange::badChunk),
    BAD_LINE(8, WireChange::badLine),
    BAD_HEADER(8, WireChange::badHeader),
    NO_HOST(3, WireChange::noHost),
    GARBAGE(6, WireChange::garbage),
    BROKEN_OFF(8, draft -> WireChange.broken(draft, Manner.HALF_CLOSED)),
    RESET(8, draft -> WireChange.broken(draft, Manner.RESET)),
    /// Sent at the beginning, because each takes as long as the server's patience.
    STALLED(0, WireChange::stalled),
    STALLED_HEAD(0, WireChange::stalledHead);

    private static final int ALL =
            Arrays.stream(values()).mapToInt(mutation -> mutation.weight).sum();

    private final int weight;

    /// None of them holds anything that changes.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Maker maker;

    Mutation(int weight, Maker maker) {
        this.weight = weight;
        this.maker = maker;
    }

    private interface Maker {
        Shot make(Draft draft);
    }

    private interface Tree {
        JsonNode change(JsonNode root, Chance chance);
    }

    private interface Limit {
        byte[] reach(ObjectNode root, Chance chance);
    }

    private interface Bytes {
        byte[] change(byte[] body, Chance chance);
    }

    static Mutation by(Chance chance) {
        var left = chance.below(ALL);
        for (var mutation : values()) {
            left -= mutation.weight;
            if (left < 0) {
                return mutation;
            }
        }
        throw new IllegalStateException("the weights do not add up");
    }

    Shot make(Draft draft) {
        return maker.make(draft);
    }

    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Shot harmless(Draft draft, Tree tree) {
        var sample = draft.json();
        return draft.taken(sample, Scribe.plain(tree.change(draft.tree(sample), draft.chance())));
    }

    private static Shot written(Draft draft, boolean spaced) {
        var sample = draft.json();
        var scribe = spaced ? new Scribe(draft.chance(), null) : new Scribe(null, draft.chance());
        return draft.taken(sample, scribe.write(draft.tree(sample)));
    }

    private static Shot changed(Draft draft, Tree tree) {
        var sample = draft.json();
        return draft.changed(sample, tree.change(draft.tree(sample), draft.chance()));
    }

    private static Shot taken(Draft draft, Limit limit) {
        var sample = draft.json();
        return draft.taken(sample, limit.reach(draft.tree(sample), draft.chance()));
    }

    private static Shot refused(Draft draft, Limit limit) {
        var sample = draft.json();
        return draft.refused(sample, limit.reach(draft.tree(sample), draft.chance()));
    }

    private static Shot bytes(Draft draft, Bytes bytes) {
        var sample = draft.any();
        return draft.judged(sample, bytes.change(draft.bytes(sample), draft.chance()));
    }
}
