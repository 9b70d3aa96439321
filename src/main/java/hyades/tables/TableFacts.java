package hyades.tables;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// What was found in the file of a table.
///
/// @param rows without a header
/// @param columns without names of rows
/// @param missing fields without a number
/// @param hasHeader whether a first line was left out
/// @param moments of all its numbers
/// @param fit to the distribution that is expected; null where none is
/// @param sha256 of the file's bytes, 64 digits
public record TableFacts(
        long rows, int columns, long missing, boolean hasHeader, Moments moments, ChiSquare fit, String sha256) {
    void write(DataOutputStream out) throws IOException {
        out.writeLong(rows);
        out.writeInt(columns);
        out.writeLong(missing);
        out.writeBoolean(hasHeader);
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
                new Moments(in.readLong(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble()),
                in.readBoolean() ? new ChiSquare(in.readDouble(), in.readInt(), in.readDouble()) : null,
                in.readUTF());
    }
}
