package hyades.vo.app;

import hyades.page.CsvColumns;
import hyades.page.Html;
import hyades.page.Section;
import hyades.page.Table;
import hyades.page.Table.Cell;
import hyades.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The services of a run, of `services.csv`, as its page shows them. What they say is text there, whatever it is.
final class ServicesTable {
    private ServicesTable() {}

    /// Nothing without the file.
    static List<Section> sections(RunDirectory directory) throws IOException {
        Path file = directory.file(ServicesFile.CSV);
        if (!Files.exists(file)) {
            return List.of();
        }
        CsvColumns data = CsvColumns.read(
                file,
                "name",
                "service",
                "verdict",
                "latencySeconds",
                "upSince",
                "downAt",
                "backAt",
                "notes",
                "evidence");
        Table table = new Table(
                "Services", List.of("service", "verdict", "latency [s]", "up since", "what it says", "evidence"));
        for (int row = 0; row < data.rows(); row++) {
            String name = data.text("name")[row];
            String address = data.text("service")[row];
            String verdict = data.text("verdict")[row];
            String latency = data.text("latencySeconds")[row];
            table.add(
                    verdict.startsWith("UP") ? Html.NONE : new Html(" class=\"failed\""),
                    List.of(
                            name.equals(address)
                                    ? Cell.text(address)
                                    : Cell.markup(Html.of("{}<br/>{}", name, address)),
                            Cell.text(verdict),
                            latency.isEmpty() ? Cell.text("") : seconds(Double.parseDouble(latency)),
                            Cell.text(data.text("upSince")[row]),
                            Cell.text(said(data, row)),
                            Cell.text(data.text("evidence")[row])));
        }
        return List.of(new Section("services", "The services", table.html()));
    }

    /// Its notes, and from when until when it is down.
    private static String said(CsvColumns data, int row) {
        String downAt = data.text("downAt")[row];
        String backAt = data.text("backAt")[row];
        return Stream.of(
                        data.text("notes")[row],
                        downAt.isEmpty() ? "" : "down at " + downAt,
                        backAt.isEmpty() ? "" : "back at " + backAt)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static Cell seconds(double latency) {
        return Cell.number("%.3f".formatted(latency), latency);
    }
}
