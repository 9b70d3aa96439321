package hyades.farm;

import hyades.comm.Communicator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/// Many items over few ranks, in the words of `java.util.concurrent`: rank 0 hands items in with [#submit] and has
/// what becomes of them, as it comes, from [#take], while the others [#serve]; or all call [#map], which brings the
/// outcomes in the order of the items. Items are done on threads of their own, of rank 0 too, so that a long one keeps
/// nobody waiting. Who is free takes what is next; chunks of several items save time where these are short, and what
/// is not begun of them may be taken back.
///
/// Opening and closing are collective. Between them the ranks may use the communicator for nothing else.
///
/// The ranks of rank 0's process ask it directly. Those of others have their items by messages.
public final class TaskFarm<T> implements AutoCloseable {
    /// So often a rank looks whether it is asked to stop, and whether an item's time is over, at least.
    static final Duration LOOK = Duration.ofMillis(50);

    /// So long it waits, asleep, for its own workers alone while mail may come, too.
    private static final Duration SHORT = Duration.ofMillis(1);

    private final Communicator world;
    private final Rules rules;
    private final Journal<T> journal;
    private final Place ofProcess;

    /// Rank 0's; of the ranks of its process the same; elsewhere null.
    private final Dispatcher<T> dispatcher;

    /// Of ranks of other processes; elsewhere null.
    private final RemoteSource<T> remote;

    /// Rank 0's own, for the ranks of other processes.
    private final RemoteRanks<T> others;

    private final List<Slot<T>> slots = new ArrayList<>();
    private final Queue<Completed<T>> ready = new ArrayDeque<>();
    private int submitted;
    private int outstanding;
    private long stopped;
    private boolean isClosed;

    @SuppressWarnings("unchecked") // the ranks open the same farm
    private TaskFarm(Communicator world, Work<T> work, Rules rules, Journal<T> journal) {
        this.world = world;
        this.rules = rules;
        this.journal = journal;
        ofProcess = world.shared(Place.class, Place::new);
        if (world.rank() == 0) {
            ofProcess.dispatcher = new Dispatcher<T>(rules, world.size(), journal, world::wake);
        }
        world.barrier();
        dispatcher = (Dispatcher<T>) ofProcess.dispatcher;
        List<Integer> apart = Place.apart(world, dispatcher == null);
        remote = dispatcher == null ? new RemoteSource<>(world, work) : null;
        others = world.rank() == 0 ? new RemoteRanks<>(world, work, rules, dispatcher, apart) : null;
        for (int slot = 0; slot < rules.slots(); slot++) {
            String name = "rank %d task %d".formatted(world.rank(), slot + 1);
            Source<T> source = dispatcher == null ? remote : dispatcher;
            slots.add(new Slot<>(source, work, world.rank(), name, rules.slots() == 1 ? world.timeline() : null));
        }
        slots.forEach(Slot::start);
    }

    /// Opens a farm; collective.
    ///
    /// @param work of this rank
    /// @param rules the same on every rank
    /// @param journal on rank 0, where there is to be one; ignored elsewhere, null for none. Closed by the caller
    public static <T> TaskFarm<T> open(Communicator world, Work<T> work, Rules rules, Journal<T> journal) {
        return new TaskFarm<>(world, work, rules, world.rank() == 0 ? journal : null);
    }

    /// Does items; collective.
    ///
    /// @param items on rank 0; ignored elsewhere, may be null
    /// @return on rank 0 what became of each, in order; elsewhere nothing
    public static <T> List<Outcome<T>> map(Communicator world, Work<T> work, Rules rules, List<Item> items)
            throws IOException {
        try (TaskFarm<T> farm = open(world, work, rules, null)) {
            return farm.map(items, _ -> {});
        }
    }

    /// Hands an item in, on rank 0; returns at once.
    ///
    /// @return its number, from 0
    /// @throws IOException if the journal is of other items
    public int submit(Item item) throws IOException {
        return submit(submitted, item, -1);
    }

    private int submit(int index, Item item, int owner) throws IOException {
        submitted = Math.max(submitted, index) + 1;
        outstanding++;
        Outcome<T> known = journal == null ? null : journal.outcome(index, item, rules.retries());
        if (known != null) {
            ready.add(new Completed<>(index, item, known, Completed.Kind.RECORDED));
        } else if (journal == null) {
            dispatcher.add(new Task(index, item, 1, owner, false));
        } else {
            dispatcher.add(new Task(index, item, journal.failures(index) + 1, owner, journal.isSuspect(index)));
        }
        return index;
    }

    /// How many items have been handed in whose outcome [#take] has not told.
    public int outstanding() {
        return outstanding;
    }

    /// Waits for the next outcome, on rank 0. Outcomes that are told are in the journal, if there is one.
    ///
    /// @return null if none is to come
    /// @throws IOException if the journal cannot be written, or a message not be read
    public Completed<T> take() throws IOException {
        while (ready.isEmpty() && outstanding > 0) {
            look(LOOK);
        }
        Completed<T> next = ready.poll();
        if (next != null && next.kind() != Completed.Kind.RETRIED) {
            outstanding--;
        }
        return next;
    }

    /// The next outcome if it is there, on rank 0; does not wait.
    ///
    /// @return null if none is
    public Completed<T> poll() throws IOException {
        if (ready.isEmpty()) {
            look(Duration.ZERO);
        }
        return ready.isEmpty() ? null : take();
    }

    /// Begins no item any more: those that wait, and that are handed in from now on, are not begun.
    public void stop() {
        dispatcher.stop();
    }

    /// Whether no item is begun any more, since the job is asked to stop, or others have failed.
    public boolean isStopping() {
        return dispatcher.isStopping();
    }

    private void look(Duration patience) throws IOException {
        record(dispatcher.drain());
        others.serve(ready.isEmpty() ? patience : Duration.ZERO);
        record(dispatcher.drain());
        watch();
        if (world.stopRequested() || others.areStopping()) {
            dispatcher.stop();
            stopped = stopped == 0 ? System.nanoTime() : stopped;
            if (System.nanoTime() - stopped > rules.grace().toNanos()) {
                dispatcher.leave();
            }
        }
    }

    private void record(Queue<Completed<T>> outcomes) throws IOException {
        if (journal != null && !outcomes.isEmpty()) {
            for (Completed<T> each : outcomes) {
                switch (each.outcome()) {
                    case Outcome.NotBegun<T>() -> {}
                    case Outcome<T> outcome
                    when each.kind() == Completed.Kind.NEW -> journal.ended(each.index(), each.item(), outcome);
                    case Outcome<T> _ -> {}
                }
            }
            journal.commit();
        }
        ready.addAll(outcomes);
    }

    /// Looks after this rank's slots.
    private void watch() {
        boolean leaves = dispatcher == null ? remote.isLeaving() : dispatcher.isLeaving();
        for (Slot<T> slot : slots) {
            slot.watch();
            if (leaves) {
                slot.leave();
            }
            if (slot.failure() != null) {
                fail(slot.failure());
            }
        }
    }

    /// Work that throws ends the job: there is nothing to close any more.
    private void fail(Throwable failure) {
        isClosed = true;
        if (dispatcher != null) {
            dispatcher.leave();
            dispatcher.end();
        }
        switch (failure) {
            case Error error -> throw error;
            case RuntimeException bug -> throw bug;
            default -> throw new IllegalStateException(failure);
        }
    }

    /// Does items for rank 0 until that closes the farm; returns at once on rank 0 itself.
    public void serve() throws IOException {
        if (world.rank() > 0 && !isClosed) {
            try {
                boolean isOver = remote == null;
                while (!isOver || !haveEnded(remote == null ? LOOK : SHORT)) {
                    isOver |= remote != null && remote.serve(isOver ? Duration.ZERO : LOOK);
                    watch();
                }
                watch();
                isClosed = true;
                if (remote != null) {
                    remote.end();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException("Interrupted while the farm works", e);
            }
        }
    }

    private boolean haveEnded(Duration patience) throws InterruptedException {
        for (Slot<T> slot : slots) {
            if (!slot.hasEnded(patience)) {
                return false;
            }
        }
        return true;
    }

    /// Does items; collective, and once in a farm.
    ///
    /// @param items on rank 0; ignored elsewhere, may be null
    /// @param observer is told on rank 0 of each outcome as it comes
    /// @return on rank 0 what became of each, in order; elsewhere nothing
    public List<Outcome<T>> map(List<Item> items, Consumer<Completed<T>> observer) throws IOException {
        if (world.rank() > 0) {
            serve();
            return List.of();
        }
        int[] owners = rules.schedule().owners(items.size(), world.size());
        int first = submitted;
        for (int item : rules.schedule().order(items)) {
            submit(first + item, items.get(item), owners[item]);
        }
        submitted = first + items.size();
        List<Outcome<T>> outcomes = new ArrayList<>(Collections.nCopies(items.size(), null));
        for (Completed<T> next = take(); next != null; next = take()) {
            observer.accept(next);
            if (next.kind() != Completed.Kind.RETRIED) {
                outcomes.set(next.index() - first, next.outcome());
            }
        }
        return outcomes;
    }

    /// Ends the farm; collective. Items whose outcome nobody has taken are left.
    @Override
    public void close() throws IOException {
        serve();
        if (world.rank() == 0 && !isClosed) {
            isClosed = true;
            try {
                finish();
            } catch (InterruptedException e) {
                throw new IllegalStateException("Interrupted while the farm ends", e);
            }
        }
    }

    private void finish() throws IOException, InterruptedException {
        if (outstanding > 0) {
            dispatcher.leave();
        }
        watch();
        dispatcher.end();
        others.end();
        boolean haveMineEnded = haveEnded(SHORT);
        while (!haveMineEnded || !others.haveEnded()) {
            others.serve(haveMineEnded ? LOOK : Duration.ZERO);
            watch();
            haveMineEnded = haveEnded(SHORT);
        }
        record(dispatcher.drain());
        if (journal != null) {
            journal.rest();
        }
        ofProcess.dispatcher = null;
    }
}
