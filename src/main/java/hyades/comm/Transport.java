package hyades.comm;

import java.util.List;

/// The few operations [TransportCommunicator] needs of a library that passes messages, free of its
/// types: in multicore mode each rank has an MPJ Express of its own, loaded by a class loader of its
/// own ([RankThreads]), while this interface and all the rest of Hyades are loaded once. Public only
/// because those loaders see it from outside the package.
public interface Transport {
    int rank();

    int size();

    /// What carries the messages, as [Communicator#engine] has it.
    String engine();

    /// Copies the root's `array`, a `double[]`, `int[]` or `byte[]` of the same length everywhere.
    void broadcast(Object array, int root) throws Exception;

    void allgather(double[] whole, int[] lengths, int[] offsets) throws Exception;

    List<byte[]> gather(byte[] mine, int root) throws Exception;

    void barrier() throws Exception;

    /// What has begun and is awaited later.
    interface Pending {
        /// @return how many values each neighbour has sent, be there room for them or not
        int[] await() throws Exception;
    }

    /// Posts what goes to neighbours and what comes from them; of each one message, even without values.
    Pending exchange(List<Neighbour> neighbours) throws Exception;

    /// Sends without waiting for the receiver.
    void send(byte[] message, int to) throws Exception;

    /// @return the next message of whichever rank that is there, null if there is none
    Message receive() throws Exception;

    /// Whether something sent is on its way yet, and needs that this rank looks: the library does nothing by
    /// itself.
    boolean isSending();

    void finish() throws Exception;

    /// Ends all processes of the job with this exit code, as far as the library can; else returns.
    void abort(int code);
}
