package hyades.tables;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Numbers as text in ASCII: what lies between a table and its file.
///
/// A whole number below 1000 with its comma, and the digits of larger ones, three by three, come from a table of
/// four bytes each that are written at once; more than half of the time that the JDK's ways take goes into texts
/// that are copied at once.
final class NumberText {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int CAPACITY = 1 << 16;

    /// More than any number takes: `-2.2250738585072014E-308` and a character.
    private static final int LONGEST = 32;

    private static final int THOUSAND = 1000;

    /// The digits of 0 to 999 and a comma behind them, in the first of four bytes.
    private static final int[] SHORT = new int[THOUSAND];

    /// How many bytes these are.
    private static final byte[] LENGTH = new byte[THOUSAND];

    /// The same with zeros before them: four bytes.
    private static final int[] PADDED = new int[THOUSAND];

    static {
        for (int i = 0; i < THOUSAND; i++) {
            int hundreds = '0' + i / 100;
            int tens = '0' + i / 10 % 10;
            int ones = '0' + i % 10;
            PADDED[i] = hundreds | tens << 8 | ones << 16 | ',' << 24;
            int zeros = i < 10 ? 2 : i < 100 ? 1 : 0;
            SHORT[i] = PADDED[i] >>> 8 * zeros;
            LENGTH[i] = (byte) (4 - zeros);
        }
    }

    private final OutputStream out;
    private final byte[] bytes = new byte[CAPACITY];
    private final StringBuilder digits = new StringBuilder(LONGEST);
    private int length;

    NumberText(OutputStream out) {
        this.out = out;
    }

    /// A line of whole numbers, with a comma between each and the next.
    ///
    /// @param numbers at least 0, at least one; not modified
    void putLine(int[] numbers) throws IOException {
        byte[] to = bytes; // and the place in a local variable: through fields this takes twice as long
        int at = length;
        for (int number : numbers) {
            if (at > CAPACITY - LONGEST) {
                length = at;
                flush();
                at = 0;
            }
            if (number < THOUSAND) {
                WORD.set(to, at, SHORT[number]);
                at += LENGTH[number];
            } else {
                at = putLong(number, at);
            }
        }
        to[at - 1] = '\n';
        length = at;
    }

    private int putLong(int number, int start) {
        int at = start;
        int high = number / THOUSAND;
        if (high < THOUSAND) {
            WORD.set(bytes, at, SHORT[high]);
            at += LENGTH[high] - 1;
        } else {
            at = putLong(high, at) - 1;
        }
        WORD.set(bytes, at, PADDED[number % THOUSAND]);
        return at + Integer.BYTES;
    }

    /// With the fewest digits that read back to the same number, as `Double.toString` has them.
    void put(double number, char behind) throws IOException {
        if (length > CAPACITY - LONGEST) {
            flush();
        }
        digits.setLength(0);
        digits.append(number).append(behind);
        for (int i = 0; i < digits.length(); i++) {
            bytes[length++] = (byte) digits.charAt(i);
        }
    }

    /// Hands over what is still here.
    void flush() throws IOException {
        out.write(bytes, 0, length);
        length = 0;
    }
}
