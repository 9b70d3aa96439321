package hyades.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PiecesTest {
    /// However it was written, it is passed on line by line, a progress bar's steps one by one, and at the end what
    /// has no end.
    @Test
    void whatIsWrittenInBitsIsPassedOnInWholeLines() {
        List<String> passed = new ArrayList<>();
        try (Pieces pieces = new Pieces(piece -> passed.add(new String(piece, StandardCharsets.UTF_8)))) {
            for (String bit : List.of("one", " line\ntwo\n10 %\r20 %", "\r", "\nthe e", "nd")) {
                byte[] bytes = ("##" + bit).getBytes(StandardCharsets.UTF_8);
                pieces.write(bytes, 2, bytes.length - 2);
            }
        }
        assertEquals(List.of("one line\n", "two\n", "10 %\r", "20 %\r", "\n", "the end\n"), passed);
    }
}
