package hyades.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Headers by the FITS standard, version 4.0: cards of 80 characters in blocks of 2880 bytes (3.3), values (4.2),
/// and the ones' complement checksum (J).
class CardsTest {
    @TempDir
    Path folder;

    private Cards header(String... cards) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String card : cards) {
            text.append("%-80s".formatted(card));
        }
        text.append("%-80s".formatted("END"));
        while (text.length() % 2880 != 0) {
            text.append(' ');
        }
        return read(text.toString(), 0);
    }

    private Cards read(String bytes, long offset) throws IOException {
        Path file = Files.writeString(folder.resolve("header"), bytes, StandardCharsets.ISO_8859_1);
        try (ByteSource source = ByteSource.open(file)) {
            return Cards.read(source, offset);
        }
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'it''s'           / a quote in a string   | it's",
                "'a / b  '         / blanks at the end     | a / b",
                "'  a'                                     | \"  a\"",
                "'open                                     | open",
                "''                / nothing               | \"\"",
                "''''                                      | '",
                "                 12 / a number             | 12",
                "1.5D3                                     | 1.5D3"
            })
    void aValueIsWhatTheStandardSays(String value, String expected) throws IOException {
        Cards cards = header("SIMPLE  =                    T", "KEY     = " + value);
        assertEquals(expected, cards.text("KEY"));
        assertTrue(cards.has("KEY"));
        assertTrue(cards.isTrue("SIMPLE"));
        assertFalse(cards.isTrue("KEY"));
    }

    /// A card without `= ` in its ninth and tenth column has no value, whatever its first eight say.
    @Test
    void whatHasNoValueHasNone() throws IOException {
        Cards cards = header("SIMPLE  =                    T", "COMMENT = is not one", "KEY     =5", "LATER   = 7");
        assertNull(cards.text("KEY"));
        assertFalse(cards.has("KEY"));
        assertEquals("7", cards.text("LATER"));
        assertEquals(4, cards.integer("KEY", 4));
        assertEquals(0.5, cards.number("NONE", 0.5));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "12, 12",
        "-12, -12",
        "+7, 7",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "3.0, 3",
        "1D3, 1000",
        "1d3, 1000",
        "9007199254740992.0, 9007199254740992",
        "-9007199254740992.0, -9007199254740992"
    })
    void aWholeNumberMayBeWrittenAsAReal(String value, long expected) throws IOException {
        assertEquals(
                expected,
                header("SIMPLE  =                    T", "KEY     = " + value).integer("KEY", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "9223372036854775808", "9007199254740994.0", "-9007199254740994.0"})
    void whatIsNoWholeNumberIsRefused(String value) throws IOException {
        Cards cards = header("SIMPLE  =                    T", "KEY     = " + value);
        IOException refused = assertThrows(IOException.class, () -> cards.integer("KEY", 1));
        assertEquals("header: KEY = %s is no whole number".formatted(value), refused.getMessage());
    }

    @Test
    void whatIsNoNumberIsRefused() throws IOException {
        Cards cards = header("SIMPLE  =                    T", "KEY     = 'far'");
        assertEquals(
                "header: KEY = far is not a number",
                assertThrows(IOException.class, () -> cards.number("KEY", 1)).getMessage());
    }

    /// Strings begin in column 11, other values end in column 30; a card that is there stays where it is.
    @Test
    void cardsAreWrittenInTheFixedFormat() throws IOException {
        Cards cards = header("SIMPLE  =                    T", "BITPIX  =                   16", "NAXIS   = 0");
        cards.put("SIMPLE", "F", "no more");
        cards.put("OBJECT", "'M 31'", "name");
        cards.put("LONG", "1", "x".repeat(100));
        cards.remove("NAXIS");
        assertEquals(
                List.of(
                        "%-80s".formatted("SIMPLE  =                    F / no more"),
                        "%-80s".formatted("BITPIX  =                   16"),
                        "%-80s".formatted("OBJECT  = 'M 31'               / name"),
                        "LONG    =                    1 / " + "x".repeat(47)),
                cards.lines());
        Cards copy = cards.copy();
        cards.removeIf(key -> key.startsWith("O") || key.equals("LONG"));
        assertEquals(2, cards.lines().size());
        assertEquals(4, copy.lines().size());
    }

    /// 72 characters a card, no letter lost or doubled, and no card for none.
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "72, 1", "73, 2", "144, 2", "150, 3"})
    void historyIsCutIntoCards(int length, int expected) throws IOException {
        Cards cards = header("SIMPLE  =                    T");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + i % 26));
        }
        cards.history(text.toString());
        List<String> history = cards.lines().subList(1, cards.lines().size());
        assertEquals(expected, history.size());
        StringBuilder joined = new StringBuilder();
        for (String card : history) {
            assertEquals(80, card.length());
            assertTrue(card.startsWith("HISTORY "));
            joined.append(card.substring(8));
        }
        assertEquals(text.toString(), joined.toString().stripTrailing());
    }

    /// With END 36 cards fill a block.
    @ParameterizedTest(name = "{0} cards: {1} bytes")
    @CsvSource({"1, 2880", "35, 2880", "36, 5760", "71, 5760", "72, 8640"})
    void aHeaderFillsWholeBlocksAndComesBack(int count, int bytes) throws IOException {
        Cards cards = header("SIMPLE  =                    T");
        for (int i = 1; i < count; i++) {
            cards.put("KEY" + i, Integer.toString(i), "");
        }
        byte[] written = cards.toBytes();
        assertEquals(bytes, written.length);
        assertEquals(bytes, cards.size());
        String text = new String(written, StandardCharsets.ISO_8859_1);
        assertEquals("%-80s".formatted("END"), text.substring(80 * count, 80 * (count + 1)));
        assertEquals(cards.lines(), read(text, 0).lines());
        assertEquals(cards.lines(), read(" ".repeat(2880) + text, 2880).lines());
        String cut = text.substring(0, bytes - 1);
        String expected = bytes == 2880 ? "not FITS: shorter than one block" : "truncated in a header";
        assertEquals(
                expected, assertThrows(IOException.class, () -> read(cut, 0)).getMessage());
        assertEquals(
                "truncated in a header",
                assertThrows(IOException.class, () -> read(" ".repeat(2880) + cut, 2880))
                        .getMessage());
    }

    /// The sum of the standard's appendix J word by word, every carry added at once: for lengths with and without a
    /// word left over, and words that carry.
    @ParameterizedTest
    @ValueSource(ints = {0, 4, 8, 12, 2880, 28804})
    void sumsAreThoseOfTheStandard(int length) {
        Random random = new Random(length);
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        for (int round = 0; round < 3; round++) {
            long before = round == 1 ? 0xFFFF_FFFEL : round;
            long expected = before;
            for (int i = 0; i < length; i += 4) {
                long word = ByteBuffer.wrap(bytes).getInt(i) & 0xFFFF_FFFFL;
                expected += word;
                expected = expected > 0xFFFF_FFFFL ? expected - 0xFFFF_FFFFL : expected;
            }
            assertEquals(expected, Cards.sum(ByteBuffer.wrap(bytes), before));
            Arrays.fill(bytes, (byte) (round == 0 ? 0xFF : 0x80));
        }
    }

    /// 2³² - 1 twice, and 1: adding the carry carries once more.
    @Test
    void aCarryMayCarry() {
        ByteBuffer words =
                ByteBuffer.allocate(12).putInt(-1).putInt(-1).putInt(1).flip();
        assertEquals(1, Cards.sum(words, 0));
    }
}
