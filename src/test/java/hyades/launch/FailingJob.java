package hyades.launch;

import hyades.process.JobFailure;
import hyades.process.Mode;
import hyades.process.Ranks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A job one of whose ranks fails, for [LocalJobTest]: `MODE RANKS FAILURE CULPRIT TOKEN`. The other ranks wait for
/// the culprit in a barrier, as they would in real work. Once all ranks run, the culprit prints its process id.
public final class FailingJob {
    private FailingJob() {}

    public static void main(String[] arguments) throws Exception {
        if (Ranks.areRanks(arguments)) {
            Ranks.run(arguments, (world, rest) -> {
                world.barrier();
                boolean listens = rest[0].equals("listen");
                if (listens || rest[0].equals("deaf")) {
                    world.stopRequested();
                    world.barrier();
                }
                if (world.rank() == Integer.parseInt(rest[1])) {
                    System.out.println("culprit " + ProcessHandle.current().pid());
                    fail(rest[0]);
                }
                while (listens && !world.stopRequested()) {
                    Thread.sleep(20);
                }
                world.barrier();
                if (listens && world.rank() == 0) {
                    System.out.println("stopped");
                }
                return listens ? 75 : 0;
            });
            return;
        }
        Mode mode = Mode.valueOf(arguments[0]);
        List<String> rest = Arrays.asList(arguments).subList(2, arguments.length);
        // Ranks that only fail are not worth compiling well.
        List<String> javaOptions =
                List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dtoken=" + arguments[4]);
        System.exit(LocalJob.run(new JobSpec(
                mode,
                Integer.parseInt(arguments[1]),
                mode == Mode.MULTICORE ? null : Path.of(System.getenv("MPJ_HOME")),
                FailingJob.class.getName(),
                javaOptions,
                rest)));
    }

    private static void fail(String failure) throws InterruptedException {
        switch (failure) {
            case "throw" -> throw new IllegalStateException("the sky fell");
            case "usage" -> throw new JobFailure(2, "no such sky");
            case "exit" -> System.exit(0);
            case "memory" -> {
                List<long[]> hoard = new ArrayList<>();
                while (true) {
                    hoard.add(new long[1 << 20]);
                }
            }
            case "listen" -> {} // for a wish to stop, as all others do
            case "wait", "deaf" -> Thread.sleep(60_000);
            default -> throw new IllegalArgumentException(failure);
        }
    }
}
