package dev.cordon.connectors.walk;

import java.util.List;

/// What a product answered.
///
/// @param items in the order that was asked for
/// @param full whether there may be more behind them
public record Batch(List<Item> items, boolean full) {
    public Batch {
        items = List.copyOf(items);
    }
}
