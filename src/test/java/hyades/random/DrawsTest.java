package hyades.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Draws are the same for ever: files that were made with a seed can be made again. That they are right is for
/// the tests of their distributions, which were green with these sums; a sum changes with any draw.
class DrawsTest {
    private static final int DRAWS = 20_000;

    /// An operation that draws a whole number.
    private interface Draw {
        int next(UniformRandomProvider random);
    }

    private static String sum(Draw draw) {
        UniformRandomProvider random = new RandomStreams(20).stream(3, 4);
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * DRAWS);
        for (int i = 0; i < DRAWS; i++) {
            bytes.putInt(draw.next(random));
        }
        CRC32 sum = new CRC32();
        sum.update(bytes.flip());
        return "%08x".formatted(sum.getValue());
    }

    @ParameterizedTest(name = "n = {0}, p = {1}")
    @CsvSource({
        "1, 0.3, b7adb6db",
        "19, 0.5, 8a090153",
        "20, 0.5, ee6059cb",
        "21, 0.52, a5968da1",
        "33, 0.31, 35f6c7c7",
        "100, 0.1, f764bc1a",
        "100, 0.95, 95e8bef3",
        "1000, 0.004, d372f5cd",
        "1000, 0.7, 7abbc16e",
        "65536, 0.0009, 98b56173",
        "10000000, 0.5, bc042071",
        "10000000, 1e-5, 711d082b",
        "2147483647, 4.7e-9, 67a8d7cb",
        "2147483647, 0.25, 4d35baa6"
    })
    void binomialDrawsStayTheSame(int n, double p, String expected) {
        BinomialSampler sampler = new BinomialSampler(p);
        assertEquals(expected, sum(random -> sampler.sample(n, random)));
    }

    @ParameterizedTest(name = "n = {0}, p = {1}")
    @CsvSource({
        "1, 0.3, 68b05cf3",
        "63, 0.5, 99cefa95",
        "64, 0.75, 1c8b2bfd",
        "65, 0.0001, 817cea9e",
        "200, 0.9, 6a0ba00a",
        "10, 1, 27cb2be9",
        "10, 0, 91290366"
    })
    void trialsStayTheSame(int n, double p, String expected) {
        BernoulliTrials trials = new BernoulliTrials(p);
        assertEquals(expected, sum(random -> trials.successes(n, random)));
    }
}
