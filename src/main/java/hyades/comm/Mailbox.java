package hyades.comm;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;

/// Messages that wait for a rank, put by the threads of its process.
final class Mailbox {
    private final Patience patience;
    private final Queue<Message> messages = new ConcurrentLinkedQueue<>();
    private final LongPredicate isOver = _ -> !messages.isEmpty() || isWoken();
    private volatile boolean woken;
    private volatile Thread sleeper;

    /// @param size the number of ranks
    Mailbox(int size) {
        patience = new Patience(size);
    }

    private boolean isWoken() {
        return woken;
    }

    void put(Message message) {
        messages.add(message);
        LockSupport.unpark(sleeper); // does nothing for null
    }

    /// Lets the rank that waits, or waits the next time, go on without a message.
    void wake() {
        woken = true;
        LockSupport.unpark(sleeper);
    }

    /// @return the next message, null if there was none for so long, or someone has called [#wake]
    Message take(long nanos) throws InterruptedException {
        long start = System.nanoTime();
        if (!patience.sees(isOver, 0, nanos)) {
            sleeper = Thread.currentThread();
            long left;
            while (!isOver.test(0) && (left = nanos - (System.nanoTime() - start)) > 0) {
                Patience.sleep(this, left); // whoever puts from now on sees the sleeper
            }
            sleeper = null;
        }
        woken = false;
        return messages.poll();
    }
}
