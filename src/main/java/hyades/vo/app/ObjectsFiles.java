package hyades.vo.app;

import hyades.run.RunDirectory;
import hyades.storage.WholeFile;
import hyades.vo.Neighbourhood;
import hyades.vo.SkyPoint;
import hyades.vo.SkyTable;
import hyades.vo.SkyTable.Column;
import hyades.vo.TableFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What searches leave in the run directory: the objects, and what became of each target.
final class ObjectsFiles {
    static final String CSV = "objects.csv";
    static final String VOTABLE = "objects.vot";
    static final String FITS = "objects.fits";
    static final String TARGETS = "targets.csv";

    private ObjectsFiles() {}

    /// Writes the objects of all targets, in the three formats.
    ///
    /// @param isList whether a first column says which target's they are
    static void write(RunDirectory directory, List<Searched> searched, boolean isList) throws IOException {
        SkyTable table = table(searched, isList);
        if (!table.columns().isEmpty()) {
            TableFiles.writeCsv(directory.file(CSV), table);
            TableFiles.writeVoTable(directory.file(VOTABLE), table);
            TableFiles.writeFits(directory.file(FITS), table);
        }
        WholeFile.writeText(directory.file(TARGETS), targets(searched));
    }

    private static SkyTable table(List<Searched> searched, boolean isList) {
        List<Column> columns = new ArrayList<>();
        List<List<Object>> rows = new ArrayList<>();
        boolean isCut = false;
        for (Searched each : searched) {
            if (each instanceof Searched.Found(var target, var _, Neighbourhood around)) {
                if (columns.isEmpty()) {
                    if (isList) {
                        columns.add(new Column("target", "", "", "Around what it was found", String.class));
                    }
                    columns.addAll(around.table().columns());
                }
                for (List<Object> row : around.table().rows()) {
                    List<Object> whole = new ArrayList<>();
                    if (isList) {
                        whole.add(target.name());
                    }
                    whole.addAll(row);
                    rows.add(whole);
                }
                isCut |= around.table().isCut();
            }
        }
        return new SkyTable(columns, rows, isCut);
    }

    private static String targets(List<Searched> searched) {
        StringBuilder text = new StringBuilder("target,outcome,ra,dec,radius,objects,cut,reason\n");
        for (Searched each : searched) {
            text.append(quoted(each.target().name()));
            switch (each) {
                case Searched.Found(var target, var _, Neighbourhood around) -> {
                    SkyPoint centre = around.centre();
                    text.append(",done,%s,%s,%s,%d,%b,\n"
                            .formatted(
                                    centre.ra(),
                                    centre.dec(),
                                    target.radius(),
                                    around.table().rows().size(),
                                    around.table().isCut()));
                }
                case Searched.Failed(var target, String reason) ->
                    text.append(",failed,,,%s,,,%s\n".formatted(target.radius(), quoted(reason)));
            }
        }
        return text.toString();
    }

    static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
