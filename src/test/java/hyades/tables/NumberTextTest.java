package hyades.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Oracle: the JDK's texts.
class NumberTextTest {
    @Test
    void wholeNumbersAreWrittenAsTheJdkDoes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        NumberText text = new NumberText(bytes);
        StringBuilder expected = new StringBuilder();
        for (int number = 0; number < 12_000; number++) {
            text.put(number, ',');
            expected.append(number).append(',');
        }
        for (long power = 1; power < Integer.MAX_VALUE; power *= 10) {
            for (int near = -2; near <= 2; near++) {
                int number = (int) Math.max(0, power + near);
                text.put(number, '\n');
                expected.append(number).append('\n');
            }
        }
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            int number = random.nextInt() >>> 1 + random.nextInt(31);
            text.put(number, ';');
            expected.append(number).append(';');
        }
        text.put(Integer.MAX_VALUE, '\n');
        expected.append(Integer.MAX_VALUE).append('\n');
        text.flush();
        assertEquals(expected.toString(), bytes.toString(StandardCharsets.US_ASCII));
    }

    @Test
    void realNumbersAreWrittenAsTheJdkDoes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        NumberText text = new NumberText(bytes);
        StringBuilder expected = new StringBuilder();
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 50_000; i++) {
            double number = i % 2 == 0 ? random.nextDouble() : Double.longBitsToDouble(random.nextLong());
            text.put(number, ',');
            expected.append(number).append(',');
        }
        text.put(-Double.MIN_NORMAL, '\n');
        expected.append(-Double.MIN_NORMAL).append('\n');
        text.flush();
        assertEquals(expected.toString(), bytes.toString(StandardCharsets.US_ASCII));
    }
}
