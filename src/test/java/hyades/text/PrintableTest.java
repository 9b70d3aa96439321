package hyades.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PrintableTest {
    /// ASCII's and Latin 1's control characters (C0, DEL, C1), Unicode's own line ends, and its signs that turn the
    /// direction of writing (UAX 9, section 2); letters of any script stay.
    @Test
    void noCharacterEndsALineOrCommandsATerminal() {
        assertEquals("a\\n\\u0002b.fits", Printable.of("a\n\u0002b.fits"));
        assertEquals(
                "\\r\\t\\u001b[2J\\u007f\\u0085\\u2028\\u2029", Printable.of("\r\t\u001b[2J\u007f\u0085\u2028\u2029"));
        assertEquals("a\\u202efdp.sttf\\u2066\\u2069\\u202a", Printable.of("a\u202efdp.sttf\u2066\u2069\u202a"));
        assertEquals("größe 東 🌌", Printable.of("größe 東 🌌"));
    }
}
