package hyades;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Files as faults and attackers leave them: some bytes changed, lost, doubled, or a number replaced by one that is at
/// the edge of what numbers can be. The same seed gives the same file.
final class Mutations {
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");

    private static final String[] NUMBERS = {
        "0",
        "-1",
        "1",
        "-2880",
        "2147483647",
        "-2147483648",
        "4294967296",
        "4611686018427387904",
        "9223372036854775807",
        "-9223372036854775808",
        "1e308",
        "-1e400",
        "1e-320",
        "0.5",
        "NaN",
        "Infinity",
        "null",
        "",
        "999999999999999999999",
    };

    private static final int[] INTEGERS = {0, -1, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 28};

    private Mutations() {}

    /// @param original not modified
    static byte[] of(byte[] original, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = original.clone();
        for (int times = 1 + random.nextInt(3); times > 0 && bytes.length > 8; times--) {
            bytes = once(bytes, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, SplittableRandom random) {
        int at = random.nextInt(bytes.length - 4);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(1 << random.nextInt(13)));
        switch (random.nextInt(9)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> {
                return join(bytes, at, new byte[0], at + length);
            }
            case 3 -> {
                return join(bytes, at + length, slice(bytes, at, at + length), at + length);
            }
            case 4 -> {
                return slice(bytes, 0, at);
            }
            case 5 -> {
                int number = INTEGERS[random.nextInt(INTEGERS.length)];
                for (int i = 0; i < 4; i++) {
                    bytes[at + i] = (byte) (number >>> 24 - 8 * i);
                }
            }
            default -> {
                return withNumber(bytes, random);
            }
        }
        return bytes;
    }

    /// One of the numbers in the text replaced; what follows keeps its place where there is room, as in FITS.
    private static byte[] withNumber(byte[] bytes, SplittableRandom random) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        MatchResult[] numbers = NUMBER.matcher(text.substring(0, Math.min(text.length(), 1 << 15)))
                .results()
                .toArray(MatchResult[]::new);
        if (numbers.length == 0) {
            return bytes;
        }
        MatchResult old = numbers[random.nextInt(numbers.length)];
        String number = NUMBERS[random.nextInt(NUMBERS.length)];
        int start = old.start();
        while (start > 0 && old.end() - start < number.length() && bytes[start - 1] == ' ') {
            start--;
        }
        String padded = " ".repeat(Math.max(0, old.end() - start - number.length())) + number;
        return join(bytes, start, padded.getBytes(StandardCharsets.ISO_8859_1), old.end());
    }

    private static byte[] slice(byte[] bytes, int start, int end) {
        return java.util.Arrays.copyOfRange(bytes, start, end);
    }

    private static byte[] join(byte[] bytes, int end, byte[] middle, int start) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, end);
        out.writeBytes(middle);
        out.write(bytes, start, bytes.length - start);
        return out.toByteArray();
    }
}
