package hyades.tables;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Numbers as text in ASCII, each with a character behind it: what lies between a table and its file.
///
/// A whole number below 1000, and the digits of larger ones, three by three, come from a table of four
/// bytes each that are written at once; more than half of the time that the JDK's ways take goes into
/// texts that are copied at once.
final class NumberText {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int CAPACITY = 1 << 16;

    /// More than any number takes: `-2.2250738585072014E-308` and a character.
    private static final int LONGEST = 32;

    private static final int THOUSAND = 1000;

    /// The digits of 0 to 999, left-aligned, in the first three of four bytes.
    private static final int[] SHORT = new int[THOUSAND];

    /// The same with zeros before them.
    private static final int[] PADDED = new int[THOUSAND];

    static {
        for (int i = 0; i < THOUSAND; i++) {
            int hundreds = '0' + i / 100;
            int tens = '0' + i / 10 % 10;
            int ones = '0' + i % 10;
            PADDED[i] = hundreds | tens << 8 | ones << 16;
            SHORT[i] = i < 10 ? ones : i < 100 ? tens | ones << 8 : PADDED[i];
        }
    }

    private final OutputStream out;
    private final byte[] bytes = new byte[CAPACITY];
    private final StringBuilder digits = new StringBuilder(LONGEST);
    private int length;

    NumberText(OutputStream out) {
        this.out = out;
    }

    /// @param number at least 0
    void put(int number, char behind) throws IOException {
        if (length > CAPACITY - LONGEST) {
            flush();
        }
        if (number < THOUSAND) {
            putShort(number);
        } else if (number < THOUSAND * THOUSAND) {
            putShort(number / THOUSAND);
            putPadded(number % THOUSAND);
        } else {
            int millions = number / (THOUSAND * THOUSAND);
            if (millions >= THOUSAND) {
                putShort(millions / THOUSAND);
                putPadded(millions % THOUSAND);
            } else {
                putShort(millions);
            }
            putPadded(number / THOUSAND % THOUSAND);
            putPadded(number % THOUSAND);
        }
        bytes[length++] = (byte) behind;
    }

    private void putShort(int number) {
        WORD.set(bytes, length, SHORT[number]);
        length += number < 10 ? 1 : number < 100 ? 2 : 3;
    }

    private void putPadded(int number) {
        WORD.set(bytes, length, PADDED[number]);
        length += 3;
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
