package hyades.images.app;

import hyades.page.CsvColumns;
import hyades.page.Html;
import hyades.page.Table;
import hyades.page.Table.Cell;
import hyades.run.RunDirectory;
import hyades.text.Digits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The images of a batch, of `summary.csv`.
final class BatchTable {
    private static final int MOST_ROWS = 300;

    private BatchTable() {}

    /// One row each image, failures first; nothing without the file.
    static Optional<Html> of(RunDirectory directory) throws IOException {
        Path file = directory.file("summary.csv");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        CsvColumns lines = CsvColumns.read(file, "outcome");
        String[] outcome = lines.text("outcome");
        List<Integer> order = Stream.concat(
                        IntStream.range(0, outcome.length)
                                .filter(row -> isFailure(outcome[row]))
                                .boxed(),
                        IntStream.range(0, outcome.length)
                                .filter(row -> !isFailure(outcome[row]))
                                .boxed())
                .limit(MOST_ROWS)
                .toList();
        List<String> heads = new ArrayList<>();
        List<IntFunction<Cell>> columns = new ArrayList<>();
        for (String name : lines.names()) {
            String[] texts = lines.text(name);
            if (!Arrays.stream(texts).allMatch(String::isEmpty)) { // warnings, mostly
                columns.add(column(name.replace('_', ' '), texts, heads));
            }
        }
        Table table = new Table("Images of the batch", heads);
        for (int row : order) {
            table.add(
                    isFailure(outcome[row]) ? new Html(" class=\"failed\"") : Html.NONE,
                    columns.stream().map(column -> column.apply(row)).toList());
        }
        boolean isWhole = table.size() == lines.rows() && !lines.isSampled();
        String note = isWhole
                ? "One line each image."
                : "%d are shown, failures first; summary.csv has all.".formatted(table.size());
        return Optional.of(Html.of("<p>{}</p>{}", note, table.html()));
    }

    private static boolean isFailure(String outcome) {
        return outcome.startsWith("failed");
    }

    /// How a column is shown, and its head: numbers with one power of ten and as many decimals, in the head.
    private static IntFunction<Cell> column(String name, String[] texts, List<String> heads) {
        double[] numbers = Arrays.stream(texts).mapToDouble(BatchTable::number).toArray();
        boolean isNumeric = Arrays.stream(texts)
                .allMatch(text -> text.isEmpty() || !Double.isNaN(number(text)) || text.equals("NaN"));
        if (!isNumeric) {
            heads.add(name);
            return row ->
                    Cell.text(name.equals("file") ? texts[row].substring(texts[row].lastIndexOf('/') + 1) : texts[row]);
        }
        boolean isWhole = Arrays.stream(texts).allMatch(text -> text.matches("-?\\d*"));
        double largest = Arrays.stream(numbers)
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        int exponent = isWhole ? 0 : Digits.exponentFor(largest);
        int decimals = isWhole
                ? 0
                : largest == 0 || exponent != 0 ? 3 : Math.clamp((long) (3 - Math.floor(Math.log10(largest))), 0, 5);
        heads.add(exponent == 0 ? name : "%s [%s]".formatted(name, Digits.powerOfTen(exponent)));
        return row -> Double.isFinite(numbers[row])
                ? Cell.number(
                        String.format(Locale.ROOT, "%." + decimals + "f", Digits.scaled(numbers[row], exponent))
                                .replace('-', '−'),
                        numbers[row])
                : Cell.number(texts[row], Double.NaN);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
