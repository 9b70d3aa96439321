package hyades.page;

import hyades.run.RunRecord;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The features there are.
///
/// @param all in the order people see them in
public record Features(List<Feature> all) {
    private static final Pattern RESULT = Pattern.compile("\\{(\\w+)(?:\\|([^{}|]+)\\|([^{}|]+))?}");

    public Features {
        all = List.copyOf(all);
    }

    /// The one that a run is of; empty for a command nobody knows.
    Optional<Feature> of(RunRecord record) {
        return all.stream().filter(feature -> feature.hasRun(record)).findFirst();
    }

    /// What a run is called: as its feature says, or by its command where a result is missing.
    String title(RunRecord record) {
        String template =
                of(record).map(feature -> feature.title(record.command())).orElse(record.command());
        boolean isWhole = RESULT.matcher(template).results().allMatch(name -> result(record, name.group(1)) != null);
        return isWhole
                ? RESULT.matcher(template)
                        .replaceAll(name -> Matcher.quoteReplacement(
                                counted(result(record, name.group(1)), name.group(2), name.group(3))))
                : record.command();
    }

    /// A result, with what it counts: the word for one, or that for several; null where it is no count.
    private static String counted(Object result, String one, String several) {
        boolean isOne = result instanceof Number number && number.doubleValue() == 1;
        return Quantities.text(result) + (one == null ? "" : " " + (isOne ? one : several));
    }

    private static Object result(RunRecord record, String key) {
        return record.results() == null ? null : record.results().get(key);
    }
}
