package hyades.comm;

/// An exchange between neighbours that is under way: see [Communicator#exchange].
public interface Exchange {
    /// Returns once all that comes in is there.
    ///
    /// @throws CommunicationException if the engine fails
    void await();
}
