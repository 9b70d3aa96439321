package hyades.study;

import java.io.IOException;
import java.nio.file.Path;

/// Runs the jobs of a study.
public interface PointJob {
    /// How a job ended.
    ///
    /// @param code its exit code
    /// @param wallSeconds from its start to its end
    /// @param lastLine what it said last, for people
    record Ended(int code, double wallSeconds, String lastLine) {}

    /// Runs one job to its end.
    ///
    /// @param out its run directory, which is not there yet
    /// @param log the file for what it prints
    Ended run(ScalingPlan.Point point, Path out, Path log) throws IOException, InterruptedException;
}
