package hyades.farm;

/// An item whose outcome is there.
///
/// @param index of the item, in the order in which items were handed in, from 0
/// @param kind whether the outcome is new
public record Completed<T>(int index, Item item, Outcome<T> outcome, Kind kind) {
    /// What there is to say of an outcome.
    public enum Kind {
        /// It stays.
        NEW,
        /// An earlier run had it, and the journal keeps it.
        RECORDED,
        /// It has failed, and is tried again; another outcome follows.
        RETRIED
    }
}
