package hyades.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class BadBitsTest {
    private static final long[] PIXELS = {
        0,
        1,
        2,
        3,
        4,
        8,
        12,
        16,
        32,
        48,
        64,
        256,
        1024,
        2048,
        2304,
        4096,
        8192,
        16384,
        1L << 29,
        1L << 31,
        (1L << 31) + 2049
    };

    private static Cards header(String where) {
        Cards header = new Cards();
        String[] words = (where == null ? "" : where).split(" ");
        for (int i = 0; i < words.length; i++) {
            String key = new String[] {"TELESCOP", "INSTRUME", "DETECTOR"}[words.length == 2 && i == 1 ? 1 : i];
            header.put(key, "'%-8s'".formatted(words[i]), "");
        }
        return header;
    }

    /// Against astropy's `interpret_bit_flags` and `bitfield_to_boolean_mask` (`bits-golden.py` beside the file): the
    /// same bits of the same texts, the same pixels, and nothing where astropy refuses.
    @ParameterizedTest(name = "{0} {1}")
    @CsvFileSource(resources = "bits-golden.csv", delimiter = ';', numLinesToSkip = 2, quoteCharacter = '\'')
    void readsBitsAsAstropyDoes(String where, String text, String bits, String bad) throws Exception {
        if (bits.equals("refused")) {
            assertThrows(Exception.class, () -> BadBits.parse(text).of(header(where)));
            return;
        }
        long read = BadBits.parse(text).of(header(where));
        assertEquals(Long.parseLong(bits), read);
        for (int i = 0; i < PIXELS.length; i++) {
            assertEquals(bad.charAt(i) == '1', (PIXELS[i] & read) != 0, "pixel " + PIXELS[i]);
        }
    }

    /// Of several bits, as the table here has them; in capitals or not.
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "HST ACS, SATURATED, 2304",
        "HST ACS, cosmic_ray, 12288",
        "HST WFC3 UVIS, SATURATED, 2304",
        "HST WFC3 IR, SATURATED, 256",
        "JWST, UNDERSAMP, 128",
        "JWST, CHARGELOSS, 128"
    })
    void namesOfTheTable(String where, String name, long bits) throws Exception {
        assertEquals(bits, BadBits.parse(name).of(header(where)));
    }

    /// LSST has its own in each header, with numbers of bits, and there a name of the table means what it says.
    @Test
    void namesOfTheHeaderComeFirst() throws Exception {
        Cards header = header("JWST");
        header.put("MP_SAT", "1", "");
        header.put("MP_HOT", "5", "");
        header.put("MP_LAST", "59", "");
        header.put("MP_OVER", "60", "");
        header.putFirst(java.util.List.of("HIERARCH MP_NO_DATA = 8 / no data", "HIERARCH MP_NOT_DEBLENDED = 'x'"));
        assertEquals(2, BadBits.parse("SAT").of(header));
        assertEquals(32, BadBits.parse("HOT").of(header));
        assertEquals(1L << 59, BadBits.parse("LAST").of(header));
        assertThrows(IOException.class, () -> BadBits.parse("OVER").of(header));
        assertEquals(258, BadBits.parse("NO_DATA,SAT").of(header));
        String refused = assertThrows(
                        IOException.class, () -> BadBits.parse("NOT_DEBLENDED").of(header))
                .getMessage();
        assertEquals("no bit NOT_DEBLENDED is known for TELESCOP JWST, INSTRUME null: expected numbers", refused);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"0", "''", "~", "-4", "4,-8", "99999999999999999", "HOT SATURATED", "A,B+C"})
    void whatAreNoBitsIsRefused(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> BadBits.parse(text))
                .getMessage();
        assertTrue(message.startsWith("expected a number as in 4096"), message);
    }
}
