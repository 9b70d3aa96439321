package hyades.farm;

import hyades.comm.Communicator;
import hyades.comm.Engine;
import hyades.launch.JobSpec;
import hyades.launch.LocalJob;
import hyades.launch.MpjHome;
import hyades.process.Ranks;
import hyades.process.Starter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// What a farm of two ranks costs, beside a thread pool of two threads of the JDK: tasks that do nothing, tasks of 1
/// ms, and tasks of which one in a hundred takes a thousand times as long. `results/benchmarks/farm.sh` runs it.
///
/// A task's result is its number's square, which all are checked to have before any time counts.
public final class TaskFarmBenchmark {
    private static final int RANKS = 2;
    private static final int MANY = 1_000_000;
    private static final int REPEATS = 5;

    private TaskFarmBenchmark() {}

    /// What is measured.
    private enum Load {
        EMPTY_ONE_BY_ONE(100_000, 1) {
            @Override
            double micros(int index) {
                return 0;
            }
        },
        EMPTY(MANY, Integer.MAX_VALUE) {
            @Override
            double micros(int index) {
                return 0;
            }
        },
        MILLISECOND(2000, Integer.MAX_VALUE) {
            @Override
            double micros(int index) {
                return 1000;
            }
        },
        SKEWED(10_000, Integer.MAX_VALUE) {
            @Override
            double micros(int index) {
                return index % 100 == 37 ? 10_000 : 10;
            }
        },
        SKEWED_LAST(10_000, Integer.MAX_VALUE) {
            @Override
            double micros(int index) {
                return index >= 9900 ? 10_000 : 10;
            }
        };

        private final int tasks;
        private final int mostAtOnce;

        Load(int tasks, int mostAtOnce) {
            this.tasks = tasks;
            this.mostAtOnce = mostAtOnce;
        }

        /// What a task takes [µs].
        abstract double micros(int index);

        double seconds() {
            return IntStream.range(0, tasks).mapToDouble(this::micros).sum() * 1e-6;
        }
    }

    /// @param arguments none; or `journal FILE`, which does a million items with a journal
    public static void main(String[] arguments) throws Exception {
        if (Starter.of(List.of(arguments), System.getProperties(), System.getenv()) instanceof Starter.OfRank starter) {
            Ranks.run(starter, TaskFarmBenchmark::measure);
        }
        Path mpjHome = MpjHome.find().orElseThrow();
        if (arguments.length == 2) {
            Path file = Path.of(arguments[1]);
            Ranks.asThreads(Engine.THREADS, RANKS, mpjHome, null, world -> journal(world, file));
            return;
        }
        for (Load load : Load.values()) {
            pool(load);
        }
        for (Engine engine : Engine.values()) {
            Ranks.asThreads(engine, RANKS, mpjHome, null, TaskFarmBenchmark::measure);
        }
        JobSpec job = new JobSpec(RANKS, mpjHome, TaskFarmBenchmark.class.getName(), List.of(), List.of());
        if (LocalJob.run(job, false) != 0) {
            throw new IllegalStateException("The job failed: " + job);
        }
    }

    private static long square(Load load, int index) {
        long end = System.nanoTime() + (long) (1000 * load.micros(index));
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return (long) index * index;
    }

    private record Squares(Load load) implements Work<Long> {
        @Override
        public Long process(String name) {
            return square(load, Integer.parseInt(name));
        }

        @Override
        public void write(Long result, DataOutputStream out) throws IOException {
            out.writeLong(result);
        }

        @Override
        public Long read(DataInputStream in) throws IOException {
            return in.readLong();
        }
    }

    private static int measure(Communicator world) throws IOException {
        for (Load load : Load.values()) {
            List<Item> items = IntStream.range(0, load.tasks)
                    .mapToObj(i -> new Item(Integer.toString(i), 1))
                    .toList();
            double[] seconds = new double[REPEATS];
            for (int repeat = -2; repeat < REPEATS; repeat++) { // the first two warm up
                world.barrier();
                long start = System.nanoTime();
                List<Outcome<Long>> outcomes =
                        TaskFarm.map(world, new Squares(load), Rules.DEFAULT.withMostAtOnce(load.mostAtOnce), items);
                if (repeat >= 0) {
                    seconds[repeat] = (System.nanoTime() - start) * 1e-9;
                }
                for (int i = 0; i < outcomes.size(); i++) {
                    check(i, outcomes.get(i) instanceof Outcome.Done<Long> done ? done.result() : -1);
                }
            }
            if (world.rank() == 0) {
                print(world.engine(), load, seconds);
            }
        }
        return 0;
    }

    private static void check(int index, long square) {
        if (square != (long) index * index) {
            throw new IllegalStateException("%d: %d".formatted(index, square));
        }
    }

    private static void pool(Load load) throws Exception {
        double[] seconds = new double[REPEATS];
        try (ExecutorService threads = Executors.newFixedThreadPool(RANKS)) {
            for (int repeat = -2; repeat < REPEATS; repeat++) {
                long start = System.nanoTime();
                var completion = new ExecutorCompletionService<long[]>(threads);
                for (int i = 0; i < load.tasks; i++) {
                    int index = i;
                    completion.submit(() -> new long[] {index, square(load, index)});
                }
                for (int i = 0; i < load.tasks; i++) {
                    long[] done = completion.take().get();
                    check((int) done[0], done[1]);
                }
                if (repeat >= 0) {
                    seconds[repeat] = (System.nanoTime() - start) * 1e-9;
                }
            }
        }
        print("ExecutorCompletionService of the JDK", load, seconds);
    }

    private static void print(String what, Load load, double[] seconds) {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        double median = sorted[REPEATS / 2];
        System.out.printf(
                Locale.ROOT,
                "%-36s %-16s %8d tasks  %.4f s %s  %7.2f us each  %9.0f/s  efficiency %.3f%n",
                what,
                load.name().toLowerCase(Locale.ROOT),
                load.tasks,
                median,
                Arrays.toString(Arrays.stream(sorted)
                        .map(s -> Math.round(s * 1e4) / 1e4)
                        .toArray()),
                median / load.tasks * 1e6,
                load.tasks / median,
                load.seconds() / (RANKS * median));
    }

    /// Every outcome is durable when it is told.
    private static int journal(Communicator world, Path file) throws IOException {
        Squares work = new Squares(Load.EMPTY);
        long start = System.nanoTime();
        try (Journal<Long> journal = world.rank() == 0 ? Journal.open(file, "squares", work, _ -> true) : null;
                TaskFarm<Long> farm = TaskFarm.open(world, work, Rules.DEFAULT, journal)) {
            farm.serve();
            for (int i = 0; world.rank() == 0 && i < MANY; i++) {
                farm.submit(new Item(Integer.toString(i), 1));
            }
            int recorded = 0;
            for (Completed<Long> each = next(world, farm); each != null; each = next(world, farm)) {
                check(each.index(), each.outcome() instanceof Outcome.Done<Long> done ? done.result() : -1);
                recorded += each.kind() == Completed.Kind.RECORDED ? 1 : 0;
            }
            if (world.rank() == 0) {
                double seconds = (System.nanoTime() - start) * 1e-9;
                System.out.printf(
                        Locale.ROOT,
                        "journal of %d tasks, %d recorded before: %.2f s, %.0f/s, %.1f MB, heap at most %d MB%n",
                        MANY,
                        recorded,
                        seconds,
                        MANY / seconds,
                        Files.size(file) * 1e-6,
                        Runtime.getRuntime().maxMemory() >> 20);
            }
        }
        return 0;
    }

    private static Completed<Long> next(Communicator world, TaskFarm<Long> farm) throws IOException {
        return world.rank() == 0 ? farm.take() : null;
    }
}
