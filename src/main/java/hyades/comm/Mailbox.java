package hyades.comm;

import java.util.ArrayDeque;
import java.util.Queue;

/// Messages that wait for a rank, put by the threads of its process.
final class Mailbox {
    private static final int NANOS_OF_MILLI = 1_000_000;

    private final Queue<Message> messages = new ArrayDeque<>();
    private boolean woken;

    synchronized void put(Message message) {
        messages.add(message);
        notifyAll();
    }

    /// Lets the rank that waits, or waits the next time, go on without a message.
    synchronized void wake() {
        woken = true;
        notifyAll();
    }

    /// @return the next message, null if there was none for so long, or someone has called [#wake]
    synchronized Message take(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; messages.isEmpty() && !woken && left > 0; left = end - System.nanoTime()) {
            wait(left / NANOS_OF_MILLI, (int) (left % NANOS_OF_MILLI));
        }
        woken = false;
        return messages.poll();
    }
}
