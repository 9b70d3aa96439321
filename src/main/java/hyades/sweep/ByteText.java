package hyades.sweep;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// A text as the bytes it is: the names of files need be text in no encoding, and go to commands as they
/// came.
///
/// @param latin a character a byte (ISO 8859-1)
public record ByteText(String latin) {
    /// The bytes of a text in UTF-8.
    public static ByteText of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public static ByteText of(byte[] bytes) {
        return new ByteText(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    public byte[] bytes() {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// For people: what is no UTF-8 is a question mark on a black diamond.
    @Override
    public String toString() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /// To be sent or kept.
    public void write(DataOutput out) throws IOException {
        byte[] bytes = bytes();
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /// The inverse of [#write].
    public static ByteText read(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            throw new IOException("a text of %d bytes".formatted(length));
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return of(bytes);
    }
}
