package hyades.farm;

/// An item to be done.
///
/// @param index of the item among all
/// @param attempt the how manieth time it is tried, from 1
/// @param owner the rank that is to do it; negative for any
/// @param isSuspect whether a process ended while it was at hand: it is done with no other such at hand
record Task(int index, Item item, int attempt, int owner, boolean isSuspect) {
    Task again() {
        return new Task(index, item, attempt + 1, owner, isSuspect);
    }
}
