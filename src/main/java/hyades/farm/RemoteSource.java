package hyades.farm;

import hyades.comm.Communicator;
import hyades.comm.Message;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/// What rank 0 sends to the slots of a rank of another process, and they to it, by the rank's own thread.
final class RemoteSource<T> implements Source<T> {
    private static final long WAKING_NANOS = 1_000_000;

    private final Communicator world;
    private final Work<T> work;
    private final Deque<Chunk> waiting = new ArrayDeque<>();
    private final Set<Chunk> held = new HashSet<>();
    private final Letter letter = new Letter();
    private double limitSeconds = Double.POSITIVE_INFINITY;
    private boolean isOver;
    private boolean isLeaving;
    private boolean hasSaidStop;
    private long woken;

    RemoteSource(Communicator world, Work<T> work) {
        this.world = world;
        this.work = work;
    }

    @Override
    public synchronized Chunk take(int rank) throws InterruptedException {
        while (waiting.isEmpty() && !isOver) {
            wait();
        }
        Chunk chunk = waiting.poll();
        if (chunk != null) {
            held.add(chunk);
        }
        return chunk;
    }

    @Override
    public synchronized double limitSeconds() {
        return limitSeconds;
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void write(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) { // of streams in memory
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void tried(Chunk chunk, Task task, Outcome<T> outcome) {
        write(() -> {
            var out = letter.line(Letter.Line.TRIED);
            out.writeInt(chunk.number());
            out.writeInt(task.index());
            outcome.write(work, out);
        });
        long now = System.nanoTime();
        if (now - woken > WAKING_NANOS) {
            woken = now;
            world.wake();
        }
    }

    @Override
    public synchronized void finished(Chunk chunk, double seconds) {
        held.remove(chunk);
        write(() -> giveBack(chunk));
        write(() -> finish(chunk, seconds));
        world.wake();
    }

    private void finish(Chunk chunk, double seconds) throws IOException {
        var out = letter.line(Letter.Line.FINISHED);
        out.writeInt(chunk.number());
        out.writeDouble(seconds);
    }

    private void giveBack(Chunk chunk) throws IOException {
        int back = chunk.giveBack().size();
        if (back > 0) {
            var out = letter.line(Letter.Line.BACK);
            out.writeInt(chunk.number());
            out.writeInt(back);
        }
    }

    /// Sends what there is to send, and receives what comes, on the rank's own thread.
    ///
    /// @return whether no chunk is to follow
    boolean serve(Duration patience) throws IOException {
        send();
        Message message = world.receive(patience);
        while (message != null) {
            read(Letter.open(message.content()));
            message = world.receive(Duration.ZERO);
        }
        if (world.stopRequested() && !hasSaidStop) {
            hasSaidStop = true;
            synchronized (this) {
                letter.line(Letter.Line.STOPS);
            }
        }
        send();
        return isOver;
    }

    private void send() {
        byte[] content;
        synchronized (this) {
            if (letter.isEmpty()) {
                return;
            }
            content = letter.take();
        }
        world.send(content, 0);
    }

    private synchronized void read(DataInputStream in) throws IOException {
        while (in.available() > 0) {
            switch (Letter.next(in)) {
                case LIMIT -> limitSeconds = in.readDouble();
                case CHUNK -> {
                    waiting.add(Letter.chunk(in));
                    notifyAll();
                }
                case GIVE_BACK -> giveAllBack();
                case LEAVE -> {
                    isLeaving = true;
                    giveAllBack();
                }
                case OVER -> {
                    isOver = true;
                    notifyAll();
                }
                case TRIED, BACK, FINISHED, ANSWERED, STOPS, ENDED ->
                    throw new IllegalStateException("A line for rank 0 alone");
            }
        }
    }

    private void giveAllBack() throws IOException {
        for (Chunk chunk : held) {
            giveBack(chunk);
        }
        while (!waiting.isEmpty()) {
            Chunk chunk = waiting.poll();
            giveBack(chunk);
            finish(chunk, 0);
        }
        letter.line(Letter.Line.ANSWERED);
    }

    /// Whether what is at hand is to be left.
    synchronized boolean isLeaving() {
        return isLeaving;
    }

    /// The last words, when all slots have ended.
    void end() throws IOException {
        synchronized (this) {
            letter.line(Letter.Line.ENDED);
        }
        send();
    }
}
