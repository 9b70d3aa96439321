package hyades.sweep;

import hyades.storage.WholeFile;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// What a task has printed: all of it, or the file that keeps it.
///
/// @param length bytes
/// @param bytes all of them; empty where a file has them
/// @param file null where none has
public record TaskOutput(long length, byte[] bytes, Path file) {
    static final TaskOutput NONE = new TaskOutput(0, new byte[0], null);

    /// More is kept in a file: journals hold the rest, and whoever goes on reads them.
    private static final int MOST_BYTES = 4096;

    /// How it is written.
    private static final byte BYTES = 0;
    private static final byte IN_FILE = 1;
    private static final byte IN_OUTPUTS = 2;

    /// Takes what a file holds that stays.
    static TaskOutput in(Path file) throws IOException {
        long length = Files.size(file);
        return length == 0 ? NONE : new TaskOutput(length, new byte[0], file);
    }

    /// Takes what a file holds that is written again.
    ///
    /// @param keeper the name of the file for what is long
    static TaskOutput of(Path file, Path keeper) throws IOException {
        long length = Files.size(file);
        if (length <= MOST_BYTES) {
            Files.deleteIfExists(keeper); // of an earlier attempt, which did not count
            return length == 0 ? NONE : new TaskOutput(length, Files.readAllBytes(file), null);
        }
        Files.createDirectories(keeper.getParent());
        WholeFile.write(keeper, out -> {
            try (InputStream in = Files.newInputStream(file)) {
                in.transferTo(out);
            }
        });
        return new TaskOutput(length, new byte[0], keeper);
    }

    /// Prints all of it.
    ///
    /// @throws NoSuchFileException if somebody has taken the file away that has it
    public void show(OutputStream to) throws IOException {
        to.write(bytes);
        if (file != null) {
            try (InputStream in = Files.newInputStream(file)) {
                in.transferTo(to);
            }
        }
    }

    /// To be sent, and to be recorded.
    ///
    /// @param outputs a folder that may be elsewhere when this is read
    void write(DataOutput out, Path outputs) throws IOException {
        out.writeLong(length);
        if (file == null) {
            out.writeByte(BYTES);
            out.write(bytes);
        } else if (file.startsWith(outputs)) {
            out.writeByte(IN_OUTPUTS);
            out.writeUTF(outputs.relativize(file).toString());
        } else {
            out.writeByte(IN_FILE);
            out.writeUTF(file.toString());
        }
    }

    /// The inverse of [#write].
    static TaskOutput read(DataInput in, Path outputs) throws IOException {
        long length = in.readLong();
        byte kind = in.readByte();
        if (kind != BYTES) {
            Path file = kind == IN_OUTPUTS ? outputs.resolve(in.readUTF()) : Path.of(in.readUTF());
            return new TaskOutput(length, new byte[0], file);
        }
        if (length < 0 || length > MOST_BYTES) {
            throw new IOException("output of %d bytes".formatted(length));
        }
        byte[] bytes = new byte[(int) length];
        in.readFully(bytes);
        return new TaskOutput(length, bytes, null);
    }
}
