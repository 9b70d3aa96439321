package hyades.fits;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.BitSet;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;

/// Bytes as programs pack them that Java has not.
public final class Packed {
    private Packed() {}

    public static byte[] xz(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new XZCompressorOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    /// LZW in 9 bits: all bytes as codes of their own, as `compress` writes them before it finds a repetition.
    public static byte[] compress(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.writeBytes(new byte[] {0x1f, (byte) 0x9d, (byte) 0x89}); // of 9 bits at most, in blocks
        BitSet bits = new BitSet();
        for (int i = 0; i < plain.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                bits.set(9 * i + bit, (plain[i] >> bit & 1) == 1);
            }
        }
        packed.writeBytes(Arrays.copyOf(bits.toByteArray(), Math.ceilDiv(9 * plain.length, 8)));
        return packed.toByteArray();
    }
}
