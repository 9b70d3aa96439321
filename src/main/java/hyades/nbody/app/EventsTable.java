package hyades.nbody.app;

import hyades.nbody.Dimension;
import hyades.nbody.EventsFile;
import hyades.page.CsvColumns;
import hyades.page.Html;
import hyades.page.Run;
import hyades.page.Table;
import hyades.page.Table.Cell;
import hyades.text.Digits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The first lines of `events.csv` on a page.
final class EventsTable {
    private static final int MOST = 20;

    private EventsTable() {}

    /// @return none for a run in which nothing was looked for
    /// @throws IOException in one line if the file is damaged
    static Optional<Html> of(Run run) throws IOException {
        Path file = run.directory().file(EventsFile.NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        CsvColumns columns = CsvColumns.read(file, "time", "event", "body", "other", "distance");
        double[] distances = columns.numbers("distance");
        double[] sizes = columns.numbers("time");
        Told told = Told.of(run.record(), sizes);
        double[] times = told.times(sizes);
        Table table = new Table(
                "What happened when",
                List.of(
                        named("Time", told.time()),
                        "Event",
                        "Body",
                        "Other",
                        named("Distance", told.units().symbol(Dimension.LENGTH))));
        int shown = Math.min(MOST, columns.rows());
        for (int i = 0; i < shown; i++) {
            table.add(List.of(
                    Cell.number(Digits.of(times[i], 6), times[i]),
                    Cell.text(columns.text("event")[i]),
                    Cell.text(columns.text("body")[i]),
                    Cell.text(columns.text("other")[i]),
                    Cell.number(Digits.of(distances[i], 4), distances[i])));
        }
        Html said = columns.isSampled()
                ? Html.of("<p>Some of the lines; <code>{}</code> has all.</p>", EventsFile.NAME)
                : columns.rows() > shown
                        ? Html.of("<p>The first {} lines; <code>{}</code> has all.</p>", shown, EventsFile.NAME)
                        : Html.of("<p>{} in <code>{}</code>.</p>", Digits.counted(shown, "line"), EventsFile.NAME);
        return Optional.of(shown == 0 ? said : Html.of("{}{}", said, table.html()));
    }

    private static String named(String name, String unit) {
        return unit.isEmpty() ? name : "%s [%s]".formatted(name, unit);
    }
}
