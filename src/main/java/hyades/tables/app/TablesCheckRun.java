package hyades.tables.app;

import hyades.farm.Outcome;
import hyades.run.Members;
import hyades.run.RunDirectory;
import hyades.storage.WholeFile;
import hyades.tables.Cells;
import hyades.tables.ChiSquare;
import hyades.tables.Moments;
import hyades.tables.TableFacts;
import hyades.text.Digits;
import hyades.text.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What rank 0 says of tables that were read: lines, `tables.csv`, `histogram.csv`.
final class TablesCheckRun {
    /// All that is written beside what is observed.
    static final String[] OUTPUTS = {"run.json", TablesGenerateCommand.SUMS, "tables.csv", "histogram.csv"};

    private static final String HEADER =
            "file,outcome,rows,columns,header,missing,mean,variance,smallest,largest,chiSquare,degrees,probability,sha256,leftOut\n";

    private final Cells cells;
    private final double significance;
    private final Map<Path, Map<String, String>> sums = new HashMap<>();
    private final StringBuilder rows = new StringBuilder(HEADER);
    private Moments moments = Moments.NONE;
    private long missing;
    private int headers;
    private final Set<String> leftOut = new LinkedHashSet<>();
    private int failed;

    /// @param cells null where nothing is expected
    /// @param significance below which a table fails
    TablesCheckRun(Cells cells, double significance) {
        this.cells = cells;
        this.significance = significance;
    }

    int failed() {
        return failed;
    }

    long numbers() {
        return moments.count();
    }

    /// Says what fails, and writes the files.
    ///
    /// @param counts of all tables, as [Cells#add] has them; null without cells
    /// @return what there is to say of all
    Members<Object> finish(RunDirectory directory, List<Path> files, List<Outcome<TableFacts>> outcomes, long[] counts)
            throws IOException {
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            String fault = switch (outcomes.get(i)) {
                case Outcome.Done<TableFacts> done -> fault(file, done.result());
                case Outcome.Failed<TableFacts> failure -> failure.reason();
                case Outcome.TimedOut<TableFacts> _ -> "not read in time"; // no rule here says so
                case Outcome.Quarantined<TableFacts> _ -> "its readers died";
                case Outcome.NotBegun<TableFacts> _ -> "not begun";
            };
            if (!fault.isEmpty()) {
                failed++;
                System.err.printf("rank 0: %s: failed: %s%n", Printable.of(file.toString()), Printable.of(fault));
            }
            addRow(file, fault.isEmpty() ? "ok" : "failed: " + fault, outcomes.get(i));
        }
        WholeFile.writeText(directory.file("tables.csv"), rows);
        Members<Object> results = new Members<>();
        results.put("count", files.size());
        results.put("failed", failed);
        results.put("numbers", moments.count());
        results.put("missing", missing);
        results.put("headers", headers);
        results.put("leftOut", String.join(", ", leftOut));
        results.put("mean", moments.mean());
        results.put("variance", moments.variance());
        if (cells != null) {
            WholeFile.writeText(directory.file("histogram.csv"), cells.table(counts));
            ChiSquare fit = cells.compare(counts);
            results.put("distribution", cells.distribution().toString());
            results.put("expectedMean", cells.distribution().mean());
            results.put("expectedVariance", cells.distribution().variance());
            results.put("chiSquare", fit.statistic());
            results.put("degrees", fit.degrees());
            results.put("probability", fit.probability());
        }
        return results;
    }

    /// What is wrong with a table that was read; empty for nothing.
    private String fault(Path file, TableFacts facts) throws IOException {
        moments = moments.and(facts.moments());
        missing += facts.missing();
        headers += facts.hasHeader() ? 1 : 0;
        leftOut.addAll(facts.leftOut());
        String sum = sumsBeside(file).get(file.getFileName().toString());
        if (sum != null && !sum.equals(facts.sha256())) {
            return "other bytes than %s says".formatted(TablesGenerateCommand.SUMS);
        }
        if (facts.fit() != null && facts.fit().statistic() == Double.POSITIVE_INFINITY) {
            return "it holds numbers that %s cannot give".formatted(cells.distribution());
        }
        if (facts.fit() != null && facts.fit().probability() < significance) {
            return "it does not follow %s: %s".formatted(cells.distribution(), inWords(facts.fit()));
        }
        return "";
    }

    private static String inWords(ChiSquare fit) {
        return "χ² %.1f with %d degrees of freedom, %s"
                .formatted(
                        fit.statistic(),
                        fit.degrees(),
                        fit.probability() < Double.MIN_NORMAL
                                ? "as good as never as large"
                                : "as large with a probability of %.2g".formatted(fit.probability()));
    }

    /// What the run that wrote a file has said of it and its neighbours.
    private Map<String, String> sumsBeside(Path file) throws IOException {
        Path list = file.resolveSibling(TablesGenerateCommand.SUMS);
        Map<String, String> known = sums.get(list);
        if (known == null) {
            known = new HashMap<>();
            for (String line : Files.exists(list) ? Files.readAllLines(list) : List.<String>of()) {
                String[] parts = line.split(" [ *]", 2);
                known.put(parts[parts.length - 1], parts[0]);
            }
            sums.put(list, known);
        }
        return known;
    }

    private void addRow(Path file, String outcome, Outcome<TableFacts> read) {
        rows.append(quoted(file.toString())).append(',').append(quoted(outcome));
        if (read instanceof Outcome.Done<TableFacts> done) {
            TableFacts facts = done.result();
            Moments its = facts.moments();
            Optional<ChiSquare> fit = Optional.ofNullable(facts.fit());
            for (Object value : Arrays.asList(
                    facts.rows(),
                    facts.columns(),
                    facts.hasHeader() ? "yes" : "no",
                    facts.missing(),
                    its.mean(),
                    its.variance(),
                    its.smallest(),
                    its.largest(),
                    fit.map(ChiSquare::statistic).orElse(null),
                    fit.map(ChiSquare::degrees).orElse(null),
                    fit.map(ChiSquare::probability).orElse(null),
                    facts.sha256(),
                    quoted(String.join(" ", facts.leftOut())))) {
                rows.append(',').append(value == null ? "" : value);
            }
        } else {
            rows.append(",".repeat((int) HEADER.chars().filter(c -> c == ',').count() - 1));
        }
        rows.append('\n');
    }

    private static String quoted(String text) {
        return text.matches("[^\",\r\n]*") ? text : "\"%s\"".formatted(text.replace("\"", "\"\""));
    }

    /// For people: sizes, moments beside those expected, χ².
    static String summary(Members<Object> results, double seconds) {
        int headers = (int) results.get("headers");
        StringBuilder text = new StringBuilder("%s%s, %s in %.3f s%n"
                .formatted(
                        Digits.counted((int) results.get("count"), "table"),
                        headers == 0 ? "" : ", %d of them with a header".formatted(headers),
                        Digits.counted((long) results.get("numbers"), "number"),
                        seconds));
        String leftOut = (String) results.get("leftOut");
        if (!leftOut.isEmpty()) {
            text.append("left out, since they hold text: %s%n".formatted(Printable.of(leftOut)));
        }
        long numbers = (long) results.get("numbers");
        if (numbers == 0) {
            return text.toString();
        }
        double mean = (double) results.get("mean");
        double variance = (double) results.get("variance");
        if (!results.containsKey("distribution")) {
            return text.append("mean %.6g, variance %.6g%n".formatted(mean, variance))
                    .toString();
        }
        double expected = (double) results.get("expectedMean");
        double expectedVariance = (double) results.get("expectedVariance");
        ChiSquare fit = new ChiSquare(
                (double) results.get("chiSquare"), (int) results.get("degrees"), (double) results.get("probability"));
        return text.append("mean %.6g, expected %.6g (%+.1f standard errors); variance %.6g, expected %.6g%n"
                        .formatted(
                                mean,
                                expected,
                                (mean - expected) / Math.sqrt(expectedVariance / numbers),
                                variance,
                                expectedVariance))
                .append("%s: %s%n".formatted(results.get("distribution"), inWords(fit)))
                .toString();
    }
}
