package hyades.comm;

import java.util.List;

/// One rank alone: every operation leaves the data as they are.
public final class SingleRank extends Communicator {
    private final Mailbox mailbox = new Mailbox(1);

    @Override
    public int rank() {
        return 0;
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public String engine() {
        return "one rank";
    }

    @Override
    public void close() {}

    @Override
    void doBroadcast(double[] values, int root) {}

    @Override
    byte[] doBroadcast(byte[] values, int root) {
        return values.clone();
    }

    @Override
    void doAllgather(double[] whole, int[] lengths, int[] offsets) {}

    @Override
    List<byte[]> doGather(byte[] mine, int root) {
        return List.of(mine.clone());
    }

    @Override
    void doBarrier() {}

    /// There are no neighbours.
    @Override
    Arrival doExchange(List<Neighbour> neighbours) {
        return () -> new int[0];
    }

    @Override
    void doSend(byte[] message, int to) {
        mailbox.put(new Message(0, message.clone()));
    }

    @Override
    Message doReceive(long nanos) {
        try {
            return mailbox.take(nanos);
        } catch (InterruptedException e) {
            throw new CommunicationException("receive", 0, e);
        }
    }

    @Override
    void doWake() {
        mailbox.wake();
    }
}
