package hyades.comm;

import hyades.launch.JobSpec;
import hyades.launch.LocalJob;
import hyades.launch.MpjHome;
import hyades.partition.BlockPartition;
import hyades.partition.Subrange;
import hyades.process.Ranks;
import hyades.process.Starter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// How long operations of the communicator take: `ENGINE RANKS`, for the engine `threads` or `mpj`, or
/// `processes 2` for MPJ Express between processes; under `mpirun` the ranks of a native MPI, with any
/// arguments. Prints lines `OPERATION BYTES MICROSECONDS`: of several batches the median, since a batch
/// during which something else had the core says nothing of the engine. Without JMH, whose threads would
/// not be ranks. `results/benchmarks/mpi.sh` runs it, and the same loops in C.
public final class CommunicatorBenchmark {
    private static final int[] BYTES = {8, 1 << 10, 1 << 13, 1 << 16, 1 << 20, 1 << 23};
    private static final int BATCHES = 15;
    private static final long BATCH_NANOS = 30_000_000;

    /// How long an operation is called before it is measured: for the JVM to compile it while ranks that wait take all
    /// cores, and with another size.
    private static final long WARM_NANOS = 3_000_000_000L;

    private static final long WARM_AGAIN_NANOS = 200_000_000;

    /// What is sent is new each time, as in a program: what stays the same stays in everybody's caches.
    private static int calls;

    private CommunicatorBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        List<String> given = List.of(arguments);
        if (Starter.of(given, System.getProperties(), System.getenv()) instanceof Starter.OfRank starter) {
            Ranks.run(starter, CommunicatorBenchmark::measure);
        }
        int ranks = Integer.parseInt(given.getLast());
        Path mpjHome = MpjHome.find().orElseThrow();
        if (given.getFirst().equals("processes")) {
            JobSpec job = new JobSpec(ranks, mpjHome, CommunicatorBenchmark.class.getName(), List.of(), List.of());
            System.exit(LocalJob.run(job, false));
        }
        Engine engine = Engine.valueOf(given.getFirst().toUpperCase(Locale.ROOT));
        System.exit(Ranks.asThreads(engine, ranks, mpjHome, null, CommunicatorBenchmark::measure));
    }

    /// What is measured: one call of each rank.
    private interface Call {
        void run();
    }

    /// What is measured, of so many bytes.
    private interface Operation {
        Call of(Communicator world, int bytes);
    }

    private static int measure(Communicator world) {
        measure(world, "broadcast", CommunicatorBenchmark::broadcast);
        measure(world, "allgather", CommunicatorBenchmark::allgather);
        measure(world, "gather", CommunicatorBenchmark::gather);
        measure(world, "exchange", CommunicatorBenchmark::exchange);
        measure(world, "roundtrip", CommunicatorBenchmark::roundTrip);
        return 0;
    }

    private static Call broadcast(Communicator world, int bytes) {
        double[] values = new double[bytes / Double.BYTES];
        return () -> {
            if (world.rank() == 0) {
                Arrays.fill(values, ++calls);
            }
            world.broadcast(values, 0);
        };
    }

    private static Call allgather(Communicator world, int bytes) {
        double[] values = new double[bytes / Double.BYTES];
        BlockPartition partition = new BlockPartition(values.length, world.size());
        Subrange mine = partition.block(world.rank());
        int[] lengths = partition.lengths();
        return () -> {
            Arrays.fill(values, mine.start(), mine.end(), ++calls);
            world.allgather(values, lengths);
        };
    }

    private static Call gather(Communicator world, int bytes) {
        byte[] part = new byte[Math.max(1, bytes / world.size())];
        return () -> {
            Arrays.fill(part, (byte) ++calls);
            world.gather(part, 0);
        };
    }

    private static Call exchange(Communicator world, int bytes) {
        double[] values = new double[bytes / Double.BYTES];
        List<Neighbour> neighbours = Stream.of(1, world.size() - 1)
                .map(step -> (world.rank() + step) % world.size())
                .distinct()
                .map(rank -> new Neighbour(rank, values, new double[values.length]))
                .toList();
        return () -> {
            Arrays.fill(values, ++calls);
            world.exchange(neighbours).await();
        };
    }

    /// As a farm's rank 0 hands out a task to one that works, and gets its result.
    private static Call roundTrip(Communicator world, int bytes) {
        byte[] message = new byte[bytes];
        return () -> {
            if (world.rank() > 1) {
                return;
            }
            Arrays.fill(message, (byte) ++calls);
            if (world.rank() == 0) {
                world.send(message, 1);
            }
            while (world.receive(Duration.ofSeconds(1)) == null) {
                // it comes
            }
            if (world.rank() == 1) {
                world.send(message, 0);
            }
        };
    }

    private static void measure(Communicator world, String name, Operation operation) {
        long warm = WARM_NANOS;
        for (int bytes : BYTES) {
            Call call = operation.of(world, bytes);
            long start = System.nanoTime();
            long one;
            do {
                one = agree(world, nanos(world, call, 20) / 20);
            } while (agree(world, System.nanoTime() - start) < warm);
            warm = WARM_AGAIN_NANOS;
            int times = Math.clamp(BATCH_NANOS / Math.max(1, one), 3, 20_000);
            double[] micros = new double[BATCHES];
            for (int batch = 0; batch < BATCHES; batch++) {
                micros[batch] = nanos(world, call, times) * 1e-3 / times;
            }
            Arrays.sort(micros);
            if (world.rank() == 0) {
                System.out.printf(Locale.ROOT, "%s %d %.2f%n", name, bytes, micros[BATCHES / 2]);
            }
        }
    }

    /// Rank 0's number, on all ranks.
    private static long agree(Communicator world, long mine) {
        double[] number = {mine};
        world.broadcast(number, 0);
        return (long) number[0];
    }

    private static long nanos(Communicator world, Call call, int calls) {
        world.barrier();
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            call.run();
        }
        world.barrier();
        return System.nanoTime() - start;
    }
}
