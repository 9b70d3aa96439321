package hyades.launch;

import hyades.process.JobFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A job that was handed to SLURM.
///
/// @param id as SLURM's commands name it
/// @param log where its output goes
public record Submission(String id, Path log) {
    /// States in which a job may still run; in any other it is over.
    private static final Set<String> OPEN = Set.of(
            "PENDING",
            "CONFIGURING",
            "RUNNING",
            "COMPLETING",
            "SUSPENDED",
            "STOPPED",
            "REQUEUED",
            "REQUEUE_FED",
            "REQUEUE_HOLD",
            "SPECIAL_EXIT",
            "RESIZING",
            "SIGNALING",
            "STAGE_OUT");

    private static final Duration LOOK_AT_LOG = Duration.ofMillis(500);

    private static final int TRIES = 10;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(3);

    /// Looks at the log between two looks at the job, whose controller serves the whole cluster.
    private static final int LOOKS = 4;

    /// Submits a script.
    ///
    /// @throws IOException in one line, SLURM's own
    public static Submission submit(String script) throws IOException, InterruptedException {
        String answer = SlurmCommand.run(script, List.of("sbatch", "--parsable"));
        String id = answer.lines()
                .filter(line -> line.matches("\\d+(;.*)?")) // a cluster's name may follow
                .reduce((_, last) -> last) // warnings come first, and what a site has to say last
                .map(line -> line.split(";")[0])
                .orElseThrow(() -> new IOException(
                        "sbatch: expected the number of the job, found '%s'".formatted(answer.strip())));
        return new Submission(id, Path.of(ask(id).getOrDefault("StdOut", "?")));
    }

    /// What SLURM says of a job, whose controller may be busy or start anew.
    ///
    /// @throws JobFailure with exit code 1 if it says nothing for half a minute
    private static Map<String, String> ask(String id) throws IOException, InterruptedException {
        for (int asked = 1; ; asked++) {
            try {
                return SlurmCommand.show("job", id);
            } catch (IOException e) {
                if (asked == TRIES) {
                    throw new JobFailure(
                            1,
                            "job %s is submitted, but SLURM no longer says how it is: %s"
                                    .formatted(id, e.getMessage()));
                }
                Thread.sleep(BETWEEN_TRIES);
            }
        }
    }

    /// Follows the log until the job is over; over a requeue too.
    ///
    /// @return the job's exit code; 1 where it was ended before it had one
    public int await(PrintStream out) throws IOException, InterruptedException {
        long shown = 0;
        while (true) {
            Map<String, String> job = ask(id);
            String state = job.getOrDefault("JobState", "?");
            for (int look = 0; OPEN.contains(state) && look < LOOKS; look++) {
                shown = showFrom(shown, out);
                Thread.sleep(LOOK_AT_LOG);
            }
            if (!OPEN.contains(state)) {
                showFrom(shown, out);
                return exitCode(state, job.getOrDefault("ExitCode", ""));
            }
        }
    }

    private int exitCode(String state, String codeAndSignal) {
        if (state.equals("COMPLETED")) {
            return 0;
        }
        String code = codeAndSignal.split(":")[0];
        if (state.equals("FAILED") && code.matches("[1-9]\\d*")) {
            return Integer.parseInt(code);
        }
        System.err.println("hyades: job %s ended as %s".formatted(id, state));
        return 1;
    }

    /// @return how much of the log is shown now [bytes]
    private long showFrom(long shown, PrintStream out) throws IOException {
        if (!Files.exists(log)) {
            return shown;
        }
        try (FileChannel channel = FileChannel.open(log)) {
            ByteBuffer chunk = ByteBuffer.allocate(1 << 16);
            for (int n = channel.read(chunk, shown); n > 0; n = channel.read(chunk, shown)) {
                out.write(chunk.array(), 0, n);
                shown += n;
                chunk.clear();
            }
            out.flush();
        }
        return shown;
    }
}
