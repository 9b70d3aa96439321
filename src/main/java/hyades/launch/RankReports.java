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
    private final String meeting = word + " met";
    private final Pattern report = Pattern.compile(Pattern.quote(word) + " (\\d+) (\\d+)");
    private final Map<Integer, Integer> codes = new TreeMap<>();
    private boolean haveMet;

    /// With which they begin.
    String word() {
        return word;
    }

    /// Takes a line of output.
    ///
    /// @return whether it is a report, and no output of the program
    synchronized boolean take(String line) {
        Matcher reported = report.matcher(line.strip());
        if (reported.matches()) {
            codes.put(Integer.parseInt(reported.group(1)), Integer.parseInt(reported.group(2)));
            return true;
        }
        boolean isMeeting = line.strip().equals(meeting);
        haveMet |= isMeeting;
        return isMeeting;
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
