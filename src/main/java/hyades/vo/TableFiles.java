package hyades.vo;

import hyades.storage.WholeFile;
import hyades.vo.SkyTable.Column;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import uk.ac.starlink.fits.FitsTableWriter;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.RowListStarTable;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableWriter;
import uk.ac.starlink.table.formats.CsvTableWriter;
import uk.ac.starlink.votable.DataFormat;
import uk.ac.starlink.votable.VOTableVersion;
import uk.ac.starlink.votable.VOTableWriter;

/// Tables as files, by STIL: the same bytes whenever they are written.
public final class TableFiles {
    private TableFiles() {}

    /// CSV with a line of names; what is not known is empty.
    public static void writeCsv(Path file, SkyTable table) throws IOException {
        write(file, table, new CsvTableWriter());
    }

    /// A binary table of FITS.
    public static void writeFits(Path file, SkyTable table) throws IOException {
        FitsTableWriter writer = new FitsTableWriter();
        writer.setWriteDate(false);
        write(file, table, writer);
    }

    private static void write(Path file, SkyTable table, StarTableWriter writer) throws IOException {
        StarTable whole = starTable(table);
        WholeFile.write(file, out -> writer.writeStarTable(whole, out));
    }

    /// VOTable 1.4, its cells as TABLEDATA.
    public static void writeVoTable(Path file, SkyTable table) throws IOException {
        VOTableWriter writer = new VOTableWriter(DataFormat.TABLEDATA, true, VOTableVersion.V14);
        writer.setWriteDate(false);
        writer.setEncoding(StandardCharsets.UTF_8);
        write(file, table, writer);
    }

    private static StarTable starTable(SkyTable table) {
        ColumnInfo[] columns = table.columns().stream().map(TableFiles::info).toArray(ColumnInfo[]::new);
        RowListStarTable whole = new RowListStarTable(columns);
        whole.setName("objects");
        for (List<Object> row : table.rows()) {
            whole.addRow(row.toArray());
        }
        return whole;
    }

    private static ColumnInfo info(Column column) {
        ColumnInfo info = new ColumnInfo(column.name(), column.type(), column.description());
        info.setUnitString(column.unit().isEmpty() ? null : column.unit());
        info.setUCD(column.ucd().isEmpty() ? null : column.ucd());
        return info;
    }
}
