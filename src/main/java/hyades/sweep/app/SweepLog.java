package hyades.sweep.app;

import hyades.farm.Completed;
import hyades.farm.Completed.Kind;
import hyades.farm.Halt;
import hyades.farm.Outcome;
import hyades.process.ExitCode;
import hyades.run.Members;
import hyades.run.RunDirectory;
import hyades.run.RunRecord;
import hyades.sweep.ByteText;
import hyades.sweep.JobLog;
import hyades.sweep.Task;
import hyades.sweep.TaskResult;
import hyades.sweep.Template;
import hyades.sweep.app.TasksFile.Row;
import hyades.text.Digits;
import hyades.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// What has become of the tasks so far, where people look for it: what they have printed, the logs, and a
/// summary.
final class SweepLog implements AutoCloseable {
    static final String NAME = "joblog";

    /// Of those that have failed, in the summary.
    private static final int MOST_FAILED = 20;

    private static final int LONGEST = 120;

    private final SweepPlan plan;
    private final Template template;
    private final SweepOutput output;
    private final List<JobLog> logs;
    private final long startMillis;
    private final Row[] rows;
    private int done;
    private int failed;
    private int failedEarlier;
    private int recorded;
    private int retried;
    private double taskSeconds;

    private SweepLog(SweepPlan plan, SweepOutput output, List<JobLog> logs, Instant start) {
        this.plan = plan;
        this.output = output;
        this.logs = logs;
        startMillis = start.toEpochMilli();
        template = plan.howToRun(Path.of("")).template();
        rows = new Row[plan.inputs().size()];
    }

    /// Begins a log; also of a sweep that goes on, whose outcomes are told again.
    ///
    /// @param start of the user's command
    /// @param recorded knows what was told of
    static SweepLog open(
            RunDirectory directory, SweepPlan plan, Instant start, boolean hasBar, SweepOutput.Recorded recorded)
            throws IOException {
        List<JobLog> logs = new ArrayList<>();
        List<Path> files = Stream.of(directory.file(NAME), plan.settings().jobLog())
                .filter(Objects::nonNull)
                .toList();
        for (Path file : files) {
            logs.add(JobLog.create(file, RunRecord.hostName()));
        }
        SweepOutput output = new SweepOutput(
                plan.settings().keepsOrder(), plan.settings().tags(), hasBar, plan.inputs()::task, recorded);
        return new SweepLog(plan, output, logs, start);
    }

    /// Takes note of an outcome.
    void ended(Task task, Completed<TaskResult> completed) throws IOException {
        if (completed.kind() == Kind.RETRIED) {
            retried++;
            return;
        }
        int before = failed;
        take(task, completed.outcome());
        if (completed.kind() == Kind.RECORDED) {
            recorded++;
            failedEarlier += failed - before;
        }
    }

    private void take(Task task, Outcome<TaskResult> outcome) throws IOException {
        switch (outcome) {
            case Outcome.Done<TaskResult>(int rank, double seconds, int attempts, TaskResult result) ->
                add(task, "done", result, rank, seconds, attempts);
            case Outcome.Failed<TaskResult>(int rank, double seconds, int attempts, String reason, TaskResult result) ->
                add(task, reason, result, rank, seconds, attempts);
            case Outcome.TimedOut<TaskResult>(int rank, double seconds, int attempts, TaskResult result) ->
                add(task, "timeout", result, rank, seconds, attempts);
            case Outcome.Quarantined<TaskResult>(int deaths) ->
                add(task, "at hand %d times when its rank was gone".formatted(deaths), null, 0, 0, deaths);
            case Outcome.NotBegun<TaskResult>() -> {}
        }
    }

    private void add(Task task, String outcome, TaskResult result, int rank, double seconds, int attempts)
            throws IOException {
        ByteText command = template.shown(task, rank + 1);
        for (JobLog log : logs) {
            if (result == null) {
                log.addUnrun(task.seq(), seconds, command);
            } else {
                log.add(task.seq(), result, command);
            }
            log.flush();
        }
        double start = result == null ? Double.NaN : (result.ended().startMillis() - startMillis) * 1e-3;
        Row row = new Row(
                task.seq(),
                outcome,
                result == null ? null : result.ended().exit(),
                result == null ? 0 : result.ended().signal(),
                attempts,
                start,
                result == null ? seconds : result.ended().seconds(),
                rank);
        rows[task.seq() - 1] = row;
        done += row.isDone() ? 1 : 0;
        failed += row.isDone() ? 0 : 1;
        taskSeconds += row.seconds();
        output.take(task, result);
    }

    /// How many tasks have ended, those of earlier runs too.
    int ended() {
        return done + failed;
    }

    /// How many this run has run.
    int ran() {
        return done + failed + retried - recorded;
    }

    /// Those that have ended, in their order.
    private Stream<Row> rows() {
        return Stream.of(rows).filter(Objects::nonNull);
    }

    private String command(int seq) {
        int rank = rows[seq - 1] == null ? 0 : rows[seq - 1].rank();
        return template.shown(plan.inputs().task(seq), rank + 1).toString();
    }

    void writeTasks(Path file) throws IOException {
        TasksFile.write(file, rows().toList(), this::command);
    }

    /// For `run.json`.
    Members<Object> results() {
        Members<Object> results = new Members<>();
        results.put("command", plan.command() == null ? "" : plan.command().toString());
        results.put("tasks", rows.length);
        results.put("done", done);
        results.put("failed", failed);
        results.put("left", rows.length - ended());
        results.put("recorded", recorded);
        results.put("retried", retried);
        results.put("taskSeconds", taskSeconds);
        return results;
    }

    /// What there is to say at the end; on standard error, since the other is the tasks'.
    void say(double seconds, Path directory) {
        System.err.printf(
                "%s: %d done, %d failed in %.3f s%s%n",
                Digits.counted(rows.length, "task"),
                done,
                failed,
                seconds,
                recorded == 0 ? "" : " (%d of them earlier)".formatted(recorded));
        System.err.println("results in " + directory);
        if (ended() < rows.length) {
            System.err.printf(
                    "%d of them left; ./hyades sweep --resume %s goes on%n", rows.length - ended(), directory);
        } else if (failed > 0) {
            System.err.printf("./hyades sweep --resume-failed %s runs those again that failed%n", directory);
        }
    }

    /// Names those that have failed.
    void sayFailed() {
        rows().filter(row -> !row.isDone())
                .limit(MOST_FAILED)
                .forEach(row ->
                        System.err.printf("task %d: %s: %s%n", row.task(), row.outcome(), shortened(row.task())));
        if (failed > MOST_FAILED) {
            System.err.printf("and %d more that failed: %s has all%n", failed - MOST_FAILED, TasksFile.NAME);
        }
    }

    private String shortened(int seq) {
        String command = Printable.of(command(seq));
        return command.length() <= LONGEST ? command : command.substring(0, LONGEST - 3) + "...";
    }

    /// The exit code that tells how it went. Those that have failed in earlier runs halt this one as little as
    /// they do in the farm.
    int code(Halt halt) {
        boolean isHalted = halt.when() != Halt.When.NEVER && failed - failedEarlier >= halt.fail();
        if (ended() < rows.length && !isHalted) {
            return ExitCode.STOPPED;
        }
        return failed > 0 ? ExitCode.SOME_FAILED : ExitCode.DONE;
    }

    @Override
    public void close() throws IOException {
        output.end();
        for (JobLog log : logs) {
            log.close();
        }
    }
}
