package hyades.study;

import hyades.storage.WholeFile;
import hyades.text.ShellWords;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// The measurements as a text file for Extra-P (docs/file-formats.md in its repository): one region for the job
/// and one for each part of its wall time, a line of repeats for each point.
public final class ExtraP {
    private static final String JOB = "job";

    private ExtraP() {}

    private static final Map<String, ToDoubleFunction<Measurement>> REGIONS = new LinkedHashMap<>();

    static {
        REGIONS.put(JOB, Measurement::wallSeconds);
        REGIONS.put("job->computing", Measurement::maxComputeSeconds);
        REGIONS.put("job->communication", m -> m.parallelSeconds() - m.maxComputeSeconds());
        REGIONS.put("job->inputOutput", m -> m.busySeconds() - m.parallelSeconds());
        REGIONS.put("job->startUp", m -> m.wallSeconds() - m.busySeconds());
    }

    public static void write(Path file, ScalingPlan plan, Analysis analysis) throws IOException {
        boolean threads = plan.threads().size() > 1;
        StringBuilder text = new StringBuilder();
        text.append("# hyades ").append(ShellWords.join(plan.command()).replaceAll("\\s+", " "));
        text.append(plan.isWeak() ? " (weak: %s)\n".formatted(plan.growth()) : "\n");
        text.append("PARAMETER p\n").append(threads ? "PARAMETER t\n" : "");
        text.append(plan.points().stream()
                .map(point -> "POINTS ( %d%s )\n".formatted(point.ranks(), threads ? " " + point.threads() : ""))
                .collect(Collectors.joining()));
        text.append("METRIC time\n");
        REGIONS.forEach((region, seconds) -> {
            if (plan.isProgram() && !region.equals(JOB)) {
                return; // of which nothing is known
            }
            text.append("REGION ").append(region).append('\n');
            for (int i = 0; i < plan.points().size(); i++) {
                text.append("DATA").append(line(analysis.repeats(i), seconds)).append('\n');
            }
        });
        WholeFile.writeText(file, text);
    }

    /// Its grammar knows no powers of ten.
    private static String line(List<Measurement> repeats, ToDoubleFunction<Measurement> seconds) {
        return repeats.stream().map(m -> " " + plain(seconds.applyAsDouble(m))).collect(Collectors.joining());
    }

    private static String plain(double seconds) {
        return Double.isFinite(seconds)
                ? new BigDecimal(String.format(Locale.ROOT, "%.9f", seconds)).toPlainString()
                : "0";
    }
}
