package hyades.comm;

/// An exchange between neighbours that is under way: see [Communicator#exchange].
public interface Exchange {
    /// Returns once all that comes in is there.
    ///
    /// @throws CommunicationException if the engine fails, or a neighbour has sent more or fewer values than there
    ///     is room for
    /// @throws IllegalStateException if it is called again
    void await();
}
