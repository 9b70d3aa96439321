package hyades.run;

import hyades.storage.WholeFile;
import hyades.trace.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.LongToDoubleFunction;

/// `resources.csv`: what the ranks and their processes used, over time.
public final class ResourcesFile {
    private static final String COLUMNS =
            "rank,pid,seconds,cpuShare,processCpuShare,residentBytes,heapBytes,gcSeconds\n";

    private ResourcesFile() {}

    /// The lines of one rank.
    ///
    /// @param pid its process
    /// @param samples in the order of time
    /// @param seconds turns their moments into seconds from the start of the user's command
    public static String lines(int rank, long pid, List<Sample> samples, LongToDoubleFunction seconds) {
        StringBuilder lines = new StringBuilder();
        Sample before = null;
        for (Sample sample : samples) {
            lines.append(String.format(
                    Locale.ROOT,
                    "%d,%d,%.3f,%s,%s,%s,%d,%.3f%n",
                    rank,
                    pid,
                    seconds.applyAsDouble(sample.at()),
                    before == null ? "" : share(sample.cpuShare(before)),
                    before == null ? "" : share(sample.processCpuShare(before)),
                    sample.residentBytes() == null ? "" : sample.residentBytes(),
                    sample.heapBytes(),
                    sample.gcSeconds()));
            before = sample;
        }
        return lines.toString();
    }

    private static String share(double share) {
        return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%.3f", share);
    }

    /// Writes the file.
    ///
    /// @param ranks the lines of each, in rank order
    public static void write(Path file, List<String> ranks) throws IOException {
        WholeFile.writeText(file, COLUMNS + String.join("", ranks));
    }
}
