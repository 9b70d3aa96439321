package hyades.tables;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What was found in the file of a table.
///
/// @param rows without a header
/// @param columns without names of rows, and without those that hold text
/// @param missing fields without a number
/// @param hasHeader whether a first line was left out
/// @param leftOut names of the columns that hold text
/// @param moments of all its numbers
/// @param fit to the distribution that is expected; null where none is
/// @param sha256 of the file's bytes, 64 digits
public record TableFacts(
        long rows,
        int columns,
        long missing,
        boolean hasHeader,
        List<String> leftOut,
        Moments moments,
        ChiSquare fit,
        String sha256) {
    void write(DataOutputStream out) throws IOException {
        out.writeLong(rows);
        out.writeInt(columns);
        out.writeLong(missing);
        out.writeBoolean(hasHeader);
        out.writeInt(leftOut.size());
        for (String name : leftOut) {
            out.writeUTF(name);
        }
        out.writeLong(moments.count());
        out.writeDouble(moments.mean());
        out.writeDouble(moments.squares());
        out.writeDouble(moments.smallest());
        out.writeDouble(moments.largest());
        out.writeBoolean(fit != null);
        if (fit != null) {
            out.writeDouble(fit.statistic());
            out.writeInt(fit.degrees());
            out.writeDouble(fit.probability());
        }
        out.writeUTF(sha256);
    }

    static TableFacts read(DataInputStream in) throws IOException {
        return new TableFacts(
                in.readLong(),
                in.readInt(),
                in.readLong(),
                in.readBoolean(),
                names(in),
                new Moments(in.readLong(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble()),
                in.readBoolean() ? new ChiSquare(in.readDouble(), in.readInt(), in.readDouble()) : null,
                in.readUTF());
    }

    private static List<String> names(DataInputStream in) throws IOException {
        List<String> names = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            names.add(in.readUTF());
        }
        return names;
    }
}
