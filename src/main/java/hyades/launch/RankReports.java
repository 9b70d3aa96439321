package hyades.launch;

import hyades.process.Ranks;
import hyades.process.SlurmRank;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the ranks of a job report among their output, as [Ranks#REPORT_PROPERTY] has it: that they have
/// met, and their exit codes, which those who start ranks for us do not pass on, or not always.
final class RankReports {
    private final String word = "hyades-exit-" + SlurmRank.newSecret().substring(0, 16);
    private final Pattern report =
            Pattern.compile("(.*?)" + Pattern.quote(word) + " (?:met|(\\d+) (\\d+))\\s*", Pattern.DOTALL);
    private final Map<Integer, Integer> codes = new TreeMap<>();
    private boolean haveMet;

    /// With which they begin.
    String word() {
        return word;
    }

    /// Takes a line of output.
    ///
    /// @return what of it is output of the program: all, nothing, or what stands before a report since
    ///     it had no line end of its own
    synchronized String take(String line) {
        Matcher reported = report.matcher(line);
        if (!reported.matches()) {
            return line;
        }
        if (reported.group(2) == null) {
            haveMet = true;
        } else {
            codes.put(Integer.parseInt(reported.group(2)), Integer.parseInt(reported.group(3)));
        }
        return reported.group(1);
    }

    /// The exit codes, by rank.
    synchronized Map<Integer, Integer> codes() {
        return Map.copyOf(codes);
    }

    /// Whether the ranks have reported that they are all there.
    synchronized boolean haveMet() {
        return haveMet;
    }
}
