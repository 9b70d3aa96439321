package hyades.launch;

import hyades.comm.Communicator;
import hyades.comm.Engine;
import hyades.comm.Exchange;
import hyades.comm.Neighbour;
import hyades.process.ExitCode;
import hyades.process.JobFailure;
import hyades.process.Mode;
import hyades.process.Ranks;
import hyades.process.Starter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// A job one of whose ranks fails, for [LocalJobIT]: `MODE RANKS FAILURE CULPRIT TOKEN`. The other ranks wait for
/// the culprit in a barrier, or in an exchange, as they would in real work. Once all ranks run, the culprit prints its
/// process id.
public final class FailingJob {
    /// Longer than any machine takes to end a job.
    private static final long WAIT_MILLIS = 300_000;

    private FailingJob() {}

    public static void main(String[] arguments) throws Exception {
        switch (Starter.of(List.of(arguments), System.getProperties(), System.getenv())) {
            case Starter.OfRank starter -> {
                awaitSignal(starter.arguments());
                Ranks.run(starter, world -> run(world, starter.arguments()));
            }
            case Starter.User user -> System.exit(launch(user.arguments()));
        }
    }

    /// As a JVM that has only begun to start: it knows of no signals.
    private static void awaitSignal(List<String> arguments) throws InterruptedException {
        if (arguments.getFirst().equals("starting")) {
            System.out.println("culprit " + ProcessHandle.current().pid());
            Thread.sleep(WAIT_MILLIS);
        }
    }

    private static int launch(List<String> arguments) throws Exception {
        Mode mode = Mode.valueOf(arguments.get(0));
        int ranks = Integer.parseInt(arguments.get(1));
        List<String> rest = arguments.subList(2, arguments.size());
        Path mpjHome = Path.of(System.getenv("MPJ_HOME"));
        if (mode == Mode.MULTICORE) {
            return Ranks.asThreads(Engine.THREADS, ranks, null, null, world -> run(world, rest));
        }
        // Ranks that only fail are not worth compiling well.
        List<String> javaOptions =
                List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dtoken=" + arguments.get(4));
        return LocalJob.run(new JobSpec(ranks, mpjHome, FailingJob.class.getName(), javaOptions, rest), false);
    }

    private static int run(Communicator world, List<String> arguments) throws Exception {
        String failure = arguments.get(0);
        boolean listens = failure.equals("listen");
        world.begin(listens || failure.equals("deaf"), false);
        world.barrier();
        if (failure.equals("apart")) {
            Thread.sleep(world.rank() * 22_000);
            Runtime.getRuntime().halt(ExitCode.DONE);
        }
        if (failure.equals("together") && world.rank() != Integer.parseInt(arguments.get(1))) {
            failTogether();
        }
        if (world.rank() == Integer.parseInt(arguments.get(1))) {
            System.out.println("culprit " + ProcessHandle.current().pid());
            if (failure.equals("exchange")) {
                exchange(world);
                fail("throw");
            }
            fail(failure);
        }
        if (failure.equals("exchange")) {
            exchange(world).await();
            exchange(world).await(); // and the culprit has not begun it
        }
        while (listens && !world.stopRequested()) {
            Thread.sleep(20);
        }
        world.barrier();
        if (listens && world.rank() == 0) {
            System.out.println("stopped");
        }
        return listens ? ExitCode.STOPPED : ExitCode.DONE;
    }

    /// Begins one of every rank with all others.
    private static Exchange exchange(Communicator world) {
        return world.exchange(IntStream.range(0, world.size())
                .filter(rank -> rank != world.rank())
                .mapToObj(rank -> new Neighbour(rank, new double[1], new double[1]))
                .toList());
    }

    /// With a permit that a lock has left, as happens to whoever waits for locks: its next park returns at once.
    private static void failTogether() {
        LockSupport.unpark(Thread.currentThread());
        throw new IllegalStateException("the sky fell");
    }

    private static void fail(String failure) throws InterruptedException {
        switch (failure) {
            case "throw" -> throw new IllegalStateException("the sky fell");
            case "together" -> failTogether();
            case "usage" -> throw new JobFailure(2, "no such sky");
            case "exit" -> System.exit(0);
            case "memory" -> {
                List<long[]> hoard = new ArrayList<>();
                while (true) { // arrays beyond most heaps: to fill one takes seconds
                    hoard.add(new long[Integer.MAX_VALUE - 8]);
                }
            }
            case "listen" -> {} // for a wish to stop, as all others do
            case "wait", "deaf" -> Thread.sleep(WAIT_MILLIS);
            default -> throw new IllegalArgumentException(failure);
        }
    }
}
