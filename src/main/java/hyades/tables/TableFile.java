package hyades.tables;

import hyades.storage.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A table's file, written whole or read once, with the sum of its bytes.
public final class TableFile {
    private TableFile() {}

    /// @return SHA-256 of the bytes, 64 digits
    static String write(Path file, RandomTable.Writer table, int number) throws IOException {
        MessageDigest digest = sha256();
        WholeFile.write(file, out -> {
            OutputStream summed = new DigestOutputStream(out, digest);
            table.write(number, summed);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /// @return SHA-256 of the bytes of a file that is there
    static String sum(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// @param cells that its numbers are compared with; null for none
    /// @param counts to which its numbers are added, shape (cells + 1); null without cells
    /// @throws IOException in one line: the line, and what was expected there
    public static TableFacts read(Path file, Cells cells, long[] counts) throws IOException {
        MessageDigest digest = sha256();
        long[] own = cells == null ? null : new long[cells.count() + 1];
        Moments[] moments = {Moments.NONE};
        TableReader.Shape shape;
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            shape = TableReader.read(in, (values, length) -> {
                moments[0] = moments[0].and(Moments.of(values, length));
                if (cells != null) {
                    cells.add(values, length, own);
                }
            });
        }
        for (int i = 0; own != null && i < own.length; i++) {
            counts[i] += own[i];
        }
        return new TableFacts(
                shape.rows(),
                shape.columns(),
                shape.missing(),
                shape.hasHeader(),
                shape.leftOut(),
                moments[0],
                cells == null ? null : cells.compare(own),
                HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
