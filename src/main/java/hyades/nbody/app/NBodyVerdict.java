package hyades.nbody.app;

import hyades.nbody.KnownValue;
import hyades.process.JobFailure;
import hyades.run.Members;
import hyades.run.RunDirectory;
import hyades.storage.WholeFile;
import hyades.text.Digits;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// What is said of values beside what they have to be: lines, `verify.csv`, and whether all of them
/// are.
final class NBodyVerdict {
    private static final String FILE = "verify.csv";

    /// All that is written beside what is observed.
    static final String[] OUTPUTS = {"run.json", FILE};

    private final StringBuilder rows = new StringBuilder("problem,quantity,got,expected,tolerance,verdict,source\n");
    private int problems;
    private int values;
    private int failed;
    private String firstFailed;

    /// Adds the values of a problem.
    ///
    /// @return lines for people
    String add(String problem, String source, List<KnownValue> found) {
        problems++;
        StringBuilder lines = new StringBuilder("%s: %s%n".formatted(problem, source));
        for (KnownValue each : found) {
            values++;
            String verdict = each.passes() ? "pass" : "FAIL";
            if (!each.passes()) {
                failed++;
                firstFailed = firstFailed == null ? "%s, %s".formatted(problem, each.quantity()) : firstFailed;
            }
            lines.append(String.format(
                    Locale.ROOT,
                    "  %s  %-56s got %-22s expected %-22s tolerance %.2g%n",
                    verdict,
                    each.quantity(),
                    each.got(),
                    each.expected(),
                    each.tolerance()));
            rows.append("%s,\"%s\",%s,%s,%s,%s,\"%s\"\n"
                    .formatted(
                            problem, each.quantity(), each.got(), each.expected(), each.tolerance(), verdict, source));
        }
        return lines.toString();
    }

    /// What `run.json` has of them.
    Members<Object> results() {
        Members<Object> results = new Members<>();
        results.put("problems", problems);
        results.put("values", values);
        results.put("passed", values - failed);
        results.put("failed", failed);
        return results;
    }

    void write(RunDirectory directory) throws IOException {
        WholeFile.writeText(directory.file(FILE), rows);
    }

    /// @throws JobFailure with exit code 1 if a value is not what it has to be
    void check(RunDirectory directory) {
        if (failed > 0) {
            throw new JobFailure(
                    1,
                    "%d of %s not as expected, first: %s; all are in %s"
                            .formatted(failed, Digits.counted(values, "value"), firstFailed, directory.file(FILE)));
        }
    }
}
