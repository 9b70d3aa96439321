package hyades.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Oracle: the JDK's texts.
class NumberTextTest {
    @Test
    void wholeNumbersAreWrittenAsTheJdkDoes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        NumberText text = new NumberText(bytes);
        List<int[]> lines = new ArrayList<>();
        lines.add(IntStream.range(0, 12_000).toArray());
        for (long power = 1; power < Integer.MAX_VALUE; power *= 10) {
            for (int near = -2; near <= 2; near++) {
                lines.add(new int[] {(int) Math.max(0, power + near)});
            }
        }
        SplittableRandom random = new SplittableRandom(1);
        lines.add(IntStream.range(0, 100_000)
                .map(_ -> random.nextInt() >>> 1 + random.nextInt(31))
                .toArray());
        lines.add(new int[] {Integer.MAX_VALUE});
        StringBuilder expected = new StringBuilder();
        for (int[] line : lines) {
            text.putLine(line);
            expected.append(Arrays.stream(line).mapToObj(Integer::toString).collect(Collectors.joining(",", "", "\n")));
        }
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
