package hyades.farm;

import hyades.comm.Communicator;
import hyades.comm.Message;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The ranks of other processes, as rank 0's own thread sees them: it sends them chunks, asks for some back when others
/// have nothing to do, and tells the dispatcher what becomes of them.
final class RemoteRanks<T> {
    /// One of them.
    private static final class Remote {
        private final int rank;
        private final Map<Integer, Chunk> held = new HashMap<>();
        private final Letter letter = new Letter();
        private boolean isAsked;

        /// Whether it has answered that it has nothing to give back, and has had no chunk since.
        private boolean isBarren;

        private boolean hasEnded;

        private Remote(int rank) {
            this.rank = rank;
        }
    }

    private final Communicator world;
    private final Work<T> work;
    private final Rules rules;
    private final Dispatcher<T> dispatcher;
    private final List<Remote> remotes = new ArrayList<>();
    private double limitSeconds = Double.POSITIVE_INFINITY;
    private boolean areStopping;
    private boolean haveBeenStopped;
    private boolean areLeaving;

    RemoteRanks(Communicator world, Work<T> work, Rules rules, Dispatcher<T> dispatcher, List<Integer> ranks) {
        this.world = world;
        this.work = work;
        this.rules = rules;
        this.dispatcher = dispatcher;
        ranks.forEach(rank -> remotes.add(new Remote(rank)));
    }

    /// Whether one of them is asked to stop.
    boolean areStopping() {
        return areStopping;
    }

    boolean haveEnded() {
        return remotes.stream().allMatch(remote -> remote.hasEnded);
    }

    /// Sends what there is to send, waits for a message or for being woken, and reads all that are there.
    void serve(Duration patience) throws IOException {
        send();
        Message message = world.receive(patience);
        while (message != null) {
            read(remote(message.from()), Letter.open(message.content()));
            message = world.receive(Duration.ZERO);
        }
        send();
    }

    private Remote remote(int rank) {
        return remotes.stream()
                .filter(remote -> remote.rank == rank)
                .findFirst()
                .orElseThrow();
    }

    private void send() throws IOException {
        if (remotes.isEmpty()) {
            return;
        }
        limit();
        handOut();
        boolean isStopping = dispatcher.isStopping();
        boolean isLeaving = dispatcher.isLeaving();
        for (Remote remote : remotes) {
            if (isLeaving && !areLeaving) {
                remote.letter.line(Letter.Line.LEAVE);
            } else if (isStopping && !haveBeenStopped) {
                remote.letter.line(Letter.Line.GIVE_BACK);
            }
            if (!remote.letter.isEmpty()) {
                world.send(remote.letter.take(), remote.rank);
            }
        }
        areLeaving |= isLeaving;
        haveBeenStopped |= isStopping;
    }

    private void limit() throws IOException {
        double now = dispatcher.limitSeconds();
        if (now != limitSeconds) {
            limitSeconds = now;
            for (Remote remote : remotes) {
                remote.letter.line(Letter.Line.LIMIT).writeDouble(now);
            }
        }
    }

    /// First one for each of their slots; then, where tasks are short, the next for each.
    private void handOut() throws IOException {
        int most = rules.slots() * (dispatcher.isHasty() ? 2 : 1);
        for (int level = 1; level <= most; level++) {
            for (Remote remote : remotes) {
                boolean isIdle = remote.held.size() < rules.slots();
                while (remote.held.size() < level) {
                    Chunk chunk = isIdle ? dispatcher.pollOrReclaim(remote.rank) : dispatcher.poll(remote.rank);
                    if (chunk == null) {
                        break;
                    }
                    remote.held.put(chunk.number(), chunk);
                    remote.letter.chunk(chunk);
                    remote.isBarren = false;
                }
            }
        }
        if (rules.schedule() != Schedule.BLOCK && dispatcher.isEmpty() && isAnyoneIdle()) {
            for (Remote remote : remotes) {
                if (!remote.isAsked && !remote.isBarren && !remote.held.isEmpty()) {
                    remote.letter.line(Letter.Line.GIVE_BACK);
                    remote.isAsked = true;
                }
            }
        }
    }

    private boolean isAnyoneIdle() {
        return dispatcher.isHungry() || remotes.stream().anyMatch(remote -> remote.held.size() < rules.slots());
    }

    private void read(Remote from, DataInputStream in) throws IOException {
        boolean gives = false;
        while (in.available() > 0) {
            switch (Letter.next(in)) {
                case TRIED -> {
                    Chunk chunk = from.held.get(in.readInt());
                    Task task = chunk.tasks().get(in.readInt());
                    dispatcher.tried(chunk, task, Outcome.read(work, in));
                }
                case BACK -> {
                    gives = true;
                    Chunk chunk = from.held.get(in.readInt());
                    dispatcher.restore(chunk.giveBack(in.readInt()));
                }
                case FINISHED -> {
                    Chunk chunk = from.held.remove(in.readInt());
                    chunk.beginAll();
                    dispatcher.finished(chunk, in.readDouble());
                }
                case ANSWERED -> {
                    from.isBarren = !gives;
                    from.isAsked = false;
                }
                case STOPS -> areStopping = true;
                case ENDED -> from.hasEnded = true;
                case LIMIT, CHUNK, GIVE_BACK, LEAVE, OVER ->
                    throw new IllegalStateException("A line from rank 0 alone");
            }
        }
    }

    /// Lets them end when they have done what they hold.
    void end() throws IOException {
        send();
        for (Remote remote : remotes) {
            remote.letter.line(Letter.Line.OVER);
        }
    }
}
