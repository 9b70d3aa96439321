package hyades.farm;

/// From where the slots of a process have their tasks, and where what becomes of these goes. For several threads.
interface Source<T> {
    /// Waits for tasks.
    ///
    /// @return null when there are to be no more
    Chunk take(int rank) throws InterruptedException;

    /// What a task may take, by all that is known now: also one that was begun when less was [s].
    double limitSeconds();

    /// A task of a chunk has been tried.
    void tried(Chunk chunk, Task task, Outcome<T> outcome);

    /// A chunk is over; what is not begun of it is another's.
    ///
    /// @param seconds since it was taken [s]
    void finished(Chunk chunk, double seconds);
}
