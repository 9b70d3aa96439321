package hyades.study;

import hyades.process.ExitCode;
import hyades.process.MpiJob;
import hyades.process.StartTime;
import hyades.process.Starter;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/// Runs each job of a study as a user's command is run: by a process of its own, started as this one was.
/// Only the shell script is left out, which takes some hundredths of a second, and the page of each run. A program that
/// is no job of Hyades is run as it is, where the user is.
public final class ChildJob implements PointJob {
    private static final File NO_INPUT = new File("/dev/null");

    private static final int BOTH_MILLIS = 1000;
    private static final int AGAIN_MILLIS = 1000;

    /// In which the last line is looked for [bytes].
    private static final int TAIL = 1 << 16;

    private final BiFunction<ScalingPlan.Point, Path, List<String>> command;
    private final boolean isProgram;
    private Process process;
    private boolean stopped;

    /// @param mode where the ranks run, as `--on` has it
    /// @param mainClass whose `main` is the user's command; a jar that is all of the class path names its own
    public static ChildJob ofHyades(String mode, String mainClass) {
        return new ChildJob((point, out) -> command(mode, mainClass, point, out), false);
    }

    /// In the words of its points `{out}` is the folder of the run, which is there.
    public static ChildJob ofProgram() {
        return new ChildJob(
                (point, out) -> point.arguments().stream()
                        .map(word -> word.replace(
                                ScalingPlan.OUT, out.toAbsolutePath().toString()))
                        .toList(),
                true);
    }

    private ChildJob(BiFunction<ScalingPlan.Point, Path, List<String>> command, boolean isProgram) {
        this.command = command;
        this.isProgram = isProgram;
    }

    @Override
    public Ended run(ScalingPlan.Point point, Path out, Path log) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command.apply(point, out));
        MpiJob.forget(builder.environment());
        builder.environment().remove("HYADES_COLUMNS"); // nobody sees its progress bar
        builder.redirectInput(NO_INPUT).redirectOutput(log.toFile());
        if (isProgram) {
            Files.createDirectories(out);
            builder.redirectError(JobFolders.errors(log).toFile());
        } else {
            builder.redirectErrorStream(true);
        }
        long start = System.nanoTime();
        Process job = start(builder);
        int code = job.waitFor();
        double wall = (System.nanoTime() - start) * 1e-9;
        if (isStopped(code)) {
            throw new InterruptedException("the study was stopped");
        }
        String complaint = isProgram ? lastLine(JobFolders.errors(log)) : "";
        return new Ended(code, wall, complaint.isEmpty() ? lastLine(log) : complaint);
    }

    private static List<String> command(String mode, String mainClass, ScalingPlan.Point point, Path out) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-D%s=%d"
                .formatted(Starter.LAUNCHER_PROPERTY, ProcessHandle.current().pid()));
        command.add(StartTime.option(Instant.now())); // not the study's, which is among its own options
        String path = System.getProperty("java.class.path");
        boolean isJar = path.endsWith(".jar") && !path.contains(File.pathSeparator);
        command.addAll(isJar ? List.of("-jar", path) : List.of("-cp", path, mainClass));
        // no report: its data are compared and its times kept, nobody looks at it
        command.addAll(List.of("--no-report", "--on", mode, "-n", Integer.toString(point.ranks())));
        command.addAll(List.of("--threads", Integer.toString(point.threads())));
        command.addAll(point.arguments());
        command.addAll(List.of("--out", out.toString()));
        return command;
    }

    private synchronized Process start(ProcessBuilder builder) throws IOException, InterruptedException {
        if (stopped) {
            throw new InterruptedException("the study was stopped");
        }
        process = builder.start();
        return process;
    }

    /// From a terminal a signal reaches the job and the study, in any order: for a job that a signal may have
    /// ended it waits for the study's own.
    private synchronized boolean isStopped(int code) throws InterruptedException {
        if (!stopped && ExitCode.signal(code) > 0) {
            wait(BOTH_MILLIS);
        }
        return stopped || code == ExitCode.STOPPED && !isProgram;
    }

    /// Ends the job, and lets no other start. Asked once, it would first finish what it is at.
    public void stop() {
        Process job;
        synchronized (this) {
            stopped = true;
            notifyAll();
            job = process;
        }
        try {
            if (job != null) {
                if (isProgram) { // ranks of Hyades see themselves to the end of theirs
                    job.descendants().forEach(ProcessHandle::destroy);
                }
                job.toHandle().destroy();
                if (!job.waitFor(AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                    job.descendants().forEach(ProcessHandle::destroy); // an srun, which ends its step
                    job.toHandle().destroyForcibly();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // whoever interrupts is in more of a hurry than this
        }
    }

    /// The end of what a job has said, which may be any amount.
    private static String tail(Path log) throws IOException {
        try (InputStream in = Files.newInputStream(log)) {
            in.skipNBytes(Math.max(0, Files.size(log) - TAIL));
            return new String(in.readNBytes(TAIL), StandardCharsets.UTF_8);
        }
    }

    static String lastLine(Path log) throws IOException {
        return tail(log).lines().filter(line -> !line.isBlank()).reduce("", (_, line) -> line);
    }
}
