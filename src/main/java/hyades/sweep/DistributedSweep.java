package hyades.sweep;

import hyades.comm.Communicator;
import hyades.farm.Completed;
import hyades.farm.Item;
import hyades.farm.Journal;
import hyades.farm.Outcome;
import hyades.farm.Rules;
import hyades.farm.TaskFarm;
import hyades.farm.Work;
import hyades.trace.Activity;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;

/// Commands over the ranks: rank 0 hands the tasks out, each rank runs one at a time, and what has come
/// of it is in the journal before anybody is told.
public final class DistributedSweep implements AutoCloseable {
    /// Tasks handed in before their turn, for each rank: a million are not to be in memory.
    private static final int MOST_AHEAD = 100;

    private static final Duration LOOK = Duration.ofMillis(5);

    /// Between the processes of a job, where its machines are busy [s].
    private static final double SIGNALS_APART = 5;

    /// Of what a failed task took, and at most [s], what it may take to learn whether it was asked to end.
    private static final double PART_TO_ASK = 0.1;
    private static final double MOST_TO_ASK = 0.5;

    /// SIGHUP, SIGINT, SIGUSR1, SIGUSR2 and SIGTERM, with which who runs jobs asks them to stop; hardly a task's own,
    /// which says 128 more where it is a shell's of a command that it ran.
    private static final Set<Integer> WISHES = Set.of(1, 2, 10, 12, 15);

    private final Communicator world;
    private final TaskRunner runner;
    private final Work<TaskResult> work;

    /// Is told of what becomes of the tasks, on rank 0.
    public interface Observer {
        /// Of one that is tried again, too.
        void ended(Task task, Completed<TaskResult> completed) throws IOException;
    }

    /// Collective.
    ///
    /// @param howOfRoot on rank 0; ignored elsewhere, may be null
    /// @param host this machine's name
    public DistributedSweep(Communicator world, HowToRun howOfRoot, String host) {
        this.world = world;
        HowToRun how = HowToRun.of(world.broadcast(world.rank() == 0 ? howOfRoot.bytes() : null, 0));
        runner = new TaskRunner(how, world.rank() + 1, host);
        work = new Commands(runner, world);
    }

    /// Opens what an earlier run has recorded, or begins to; on rank 0.
    ///
    /// @param key tells a sweep from others
    /// @param isKept whether an outcome that is there is not to be had anew
    /// @throws IOException in one line, if it is of another sweep, or of one that goes on
    public Journal<TaskResult> journal(Path file, String key, Predicate<Outcome<TaskResult>> isKept)
            throws IOException {
        return Journal.open(file, key, work, isKept);
    }

    /// Ends what tasks of an earlier run have left on the ranks' machines, where somebody has ended ranks and
    /// guards at once. On every rank, before [#run] and once [#journal] is open on rank 0: two runs cannot have
    /// it open.
    ///
    /// @throws IOException if no shell can be started
    public void endWhatIsLeft() throws IOException {
        world.shared(Cleaning.class, Cleaning::new).once(runner.mark());
    }

    /// One in a process.
    private static final class Cleaning {
        private boolean isDone;

        synchronized void once(String mark) throws IOException {
            if (!isDone) {
                isDone = true;
                Guard.clean(mark);
            }
        }
    }

    /// Runs the tasks; collective.
    ///
    /// @param rules the same on every rank
    /// @param delaySeconds from the beginning of a task to that of the next [s]
    /// @param inputs of the tasks, on rank 0; ignored elsewhere, may be null
    /// @param journal on rank 0
    /// @throws IOException in one line, if the journal or what the observer writes cannot be written
    public void run(Rules rules, double delaySeconds, Inputs inputs, Journal<TaskResult> journal, Observer observer)
            throws IOException {
        try (TaskFarm<TaskResult> farm = TaskFarm.open(world, work, rules, journal)) {
            if (world.rank() == 0) {
                Feeder feeder = new Feeder(farm, inputs, journal, observer);
                if (delaySeconds > 0) {
                    feeder.one(Math.round(delaySeconds * 1e9), world.size());
                } else {
                    feeder.many(MOST_AHEAD * world.size());
                }
            }
        }
    }

    /// Hands tasks in, and tells of them.
    private record Feeder(TaskFarm<TaskResult> farm, Inputs inputs, Journal<TaskResult> journal, Observer observer) {
        void many(int ahead) throws IOException {
            int next = 1;
            do {
                while (hasMore(next) && farm.outstanding() < ahead) {
                    farm.submit(item(inputs.task(next++)));
                }
            } while (tell(farm.take()));
        }

        /// Where an earlier run has recorded some, it tells of these, be it asked to stop: whoever stops a sweep that
        /// goes on finds no less of them than before.
        private boolean hasMore(int next) {
            return next <= inputs.size() && (!farm.isStopping() || journal.recorded() > 0);
        }

        /// Each as soon as somebody is free, but not before its time; what is recorded takes none.
        void one(long delayNanos, int ranks) throws IOException {
            long begun = System.nanoTime() - delayNanos;
            int next = 1;
            while (true) {
                boolean takesNone = journal.isRecorded(next - 1) || farm.isStopping();
                boolean isTime = System.nanoTime() - begun >= delayNanos && farm.outstanding() < ranks;
                if (hasMore(next) && (takesNone || isTime)) {
                    begun = takesNone ? begun : System.nanoTime();
                    farm.submit(item(inputs.task(next++)));
                }
                if (!tell(farm.poll())) {
                    if (farm.outstanding() == 0 && !hasMore(next)) {
                        return;
                    }
                    sleep(LOOK);
                }
            }
        }

        /// @return whether there was something to tell
        private boolean tell(Completed<TaskResult> completed) throws IOException {
            if (completed != null) {
                observer.ended(inputs.task(completed.index() + 1), completed);
            }
            return completed != null;
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A task as a farm knows it: its number and its values, of which none holds a zero.
    private static Item item(Task task) {
        StringBuilder name = new StringBuilder().append(task.seq());
        task.values().forEach(value -> name.append('\0').append(value.latin()));
        return new Item(name.toString(), 1);
    }

    private static Task task(String name) {
        String[] parts = name.split("\0", -1);
        List<ByteText> values = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            values.add(new ByteText(parts[i]));
        }
        return new Task(Integer.parseInt(parts[0]), values);
    }

    private record Commands(TaskRunner runner, Communicator world) implements Work<TaskResult> {
        @Override
        public TaskResult process(String name) throws IOException {
            Task task = task(name);
            long start = System.nanoTime();
            try {
                TaskResult result = runner.run(task);
                if (result.ended().failure() != null && isStopped(result.ended())) {
                    throw new CancellationException();
                }
                return result;
            } catch (GoneException e) {
                if (isStoppedWithin(SIGNALS_APART)) {
                    throw new CancellationException();
                }
                throw e;
            } finally {
                world.timeline().about("task " + task.seq());
                world.timeline().ended(Activity.COMPUTE, "task", start);
            }
        }

        /// Whether a task has failed because all is asked to stop: SLURM sends its signals to all processes of a
        /// job, to those of the tasks maybe before to this one.
        private boolean isStopped(Ended ended) {
            if (ended.isCut()) {
                return false;
            }
            boolean isWish = WISHES.contains(ended.signal()) || WISHES.contains(ended.exit() - 128);
            return isStoppedWithin(isWish ? SIGNALS_APART : Math.min(MOST_TO_ASK, PART_TO_ASK * ended.seconds()));
        }

        private boolean isStoppedWithin(double seconds) {
            long start = System.nanoTime();
            double left = seconds;
            while (left > 0 && !world.stopRequested()) {
                sleep(Duration.ofNanos(Math.min(LOOK.toNanos(), Math.round(left * 1e9))));
                left = seconds - (System.nanoTime() - start) * 1e-9;
            }
            return world.stopRequested();
        }

        @Override
        public String failure(TaskResult result) {
            return result.ended().failure();
        }

        @Override
        public void write(TaskResult result, DataOutputStream out) throws IOException {
            result.write(out, runner.outputs());
        }

        @Override
        public TaskResult read(DataInputStream in) throws IOException {
            return TaskResult.read(in, runner.outputs());
        }
    }

    /// Ends this rank's shell, and what tasks have left running.
    @Override
    public void close() throws IOException {
        runner.close();
    }
}
