package hyades.farm;

import hyades.comm.Communicator;
import hyades.comm.Engine;
import hyades.launch.JobSpec;
import hyades.launch.LocalJob;
import hyades.launch.MpjHome;
import hyades.process.ExitCode;
import hyades.process.Parent;
import hyades.process.Ranks;
import hyades.process.Starter;
import hyades.storage.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A farm as a program that [TaskFarmIT] kills: `multicore|processes RANKS FOLDER ITEMS`, and again to go on. Leaves
/// `outcomes.txt`, the same whatever happened on the way, when it ends.
///
/// It checks itself that nothing which was told is lost: an outcome that an earlier run has told is recorded; and that
/// nothing which was recorded is done again.
public final class FarmJob {
    private static final int RETRIES = 1;

    private FarmJob() {}

    /// Takes some milliseconds; every 17th item is bad, and item 5 ends its process if the folder holds a file
    /// `poison`.
    private static final class Sleeping extends Twice {
        private final Path folder;

        private Sleeping(Path folder) {
            this.folder = folder;
        }

        @Override
        public String process(String name) throws IOException, InterruptedException {
            int number = number(name);
            Thread.sleep(number * 7919L % 13);
            if (number == 5 && Files.exists(folder.resolve("poison"))) {
                Runtime.getRuntime().halt(ExitCode.ofSignal(9));
            }
            if (number % 17 == 3) {
                throw new IOException("bad");
            }
            return name + name;
        }
    }

    public static void main(String[] arguments) throws Exception {
        switch (Starter.of(List.of(arguments), System.getProperties(), System.getenv())) {
            case Starter.OfRank starter -> Ranks.run(starter, world -> run(world, starter.arguments()));
            case Starter.User user -> {
                Parent.endTogether();
                System.exit(start(user.arguments()));
            }
        }
    }

    private static int start(List<String> arguments) throws Exception {
        int ranks = Integer.parseInt(arguments.get(1));
        Path mpjHome = MpjHome.find().orElseThrow();
        return arguments.getFirst().equals("processes")
                ? LocalJob.run(new JobSpec(ranks, mpjHome, FarmJob.class.getName(), List.of(), arguments), true)
                : Ranks.asThreads(Engine.THREADS, ranks, mpjHome, null, world -> run(world, arguments));
    }

    private static int run(Communicator world, List<String> arguments) throws IOException {
        Path folder = Path.of(arguments.get(2));
        int count = Integer.parseInt(arguments.get(3));
        world.begin(true, true);
        Work<String> work = new Sleeping(folder);
        Rules rules = Rules.DEFAULT.withRetries(RETRIES);
        try (Journal<String> journal = world.rank() == 0
                        ? Journal.open(folder.resolve("journal"), Integer.toString(count), work, _ -> true)
                        : null;
                TaskFarm<String> farm = TaskFarm.open(world, work, rules, journal)) {
            farm.serve();
            return world.rank() > 0 ? 0 : collect(farm, folder, count);
        }
    }

    private static int collect(TaskFarm<String> farm, Path folder, int count) throws IOException {
        Path told = folder.resolve("told");
        Set<String> before = Files.exists(told) ? new HashSet<>(Files.readAllLines(told)) : new HashSet<>();
        for (int i = 0; i < count; i++) {
            farm.submit(new Item(Integer.toString(i), 1));
        }
        String[] lines = new String[count];
        for (Completed<String> each = farm.take(); each != null; each = farm.take()) {
            String number = Integer.toString(each.index());
            if (before.contains(number) && each.kind() != Completed.Kind.RECORDED) {
                throw new IllegalStateException("Told before, and done again: " + each);
            }
            lines[each.index()] = number + " " + line(each.outcome());
            if (each.kind() == Completed.Kind.NEW && !(each.outcome() instanceof Outcome.NotBegun<String>)) {
                Files.writeString(told, number + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        }
        if (farm.isStopping()) {
            return ExitCode.STOPPED;
        }
        WholeFile.writeText(
                folder.resolve("outcomes.txt"), List.of(lines).stream().collect(Collectors.joining("\n")));
        return 0;
    }

    /// Without what tells how it went.
    private static String line(Outcome<String> outcome) {
        return switch (outcome) {
            case Outcome.Done<String> done -> "done %d %s".formatted(done.attempts(), done.result());
            case Outcome.Failed<String> failed -> "failed %d %s".formatted(failed.attempts(), failed.reason());
            case Outcome.TimedOut<String> _ -> "timed out";
            case Outcome.Quarantined<String> _ -> "quarantined";
            case Outcome.NotBegun<String> _ -> "not begun";
        };
    }
}
