package hyades.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// What a terminal shows in the end, as [Terminal] emulates one.
@Isolated("takes standard error")
class ScreenTest {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(output, true, StandardCharsets.UTF_8);
    private final PrintStream standardError = System.err;

    @BeforeEach
    void redirect() {
        System.setErr(terminal);
    }

    @AfterEach
    void restore() {
        System.setErr(standardError);
    }

    @Test
    void withoutLiveLinesEverythingPassesAsItIs() {
        Screen screen = new Screen(80, 24);
        for (String piece : List.of("one\n", " 10% bar\r", " 20% bar\r", "two\n")) {
            show(screen, piece);
        }
        screen.close();
        assertEquals("one\n 10% bar\r 20% bar\rtwo\n", output.toString(StandardCharsets.UTF_8));
    }

    @Test
    void whatHasNoLineEndIsShownInTheEnd() {
        PrintStream standardOutput = System.out;
        System.setOut(terminal);
        try {
            Screen screen = Screen.ofThisProcess();
            System.out.print("one\n2 3");
            assertEquals("one\n", output.toString(StandardCharsets.UTF_8));
            screen.close();
            assertEquals("one\n2 3", output.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(standardOutput);
        }
    }

    @Test
    void liveLinesAndTheBarStayBelowAllElse() {
        Screen screen = new Screen(80, 24);
        show(screen, " 10% bar\r");
        live(screen, 1, "cpu 100 %");
        live(screen, 0, "cpu 5 %");
        show(screen, "a warning that is longer than the lines below it\n");
        show(screen, " 20% bar\r");
        live(screen, 1, "cpu 7 %");
        assertEquals(
                List.of(
                        "a warning that is longer than the lines below it",
                        "rank 0: cpu 5 %",
                        "rank 1: cpu 7 %",
                        " 20% bar"),
                Terminal.lines(output));
        show(screen, "\n"); // the bar is done
        show(screen, "results\n");
        screen.close();
        show(screen, "after\n");
        assertEquals(
                List.of(
                        "a warning that is longer than the lines below it",
                        " 20% bar",
                        "results",
                        "rank 0: cpu 5 %",
                        "rank 1: cpu 7 %",
                        "after"),
                Terminal.lines(output));
    }

    @Test
    void noLineBreaksAndNoMoreThanTheTerminalHolds() {
        Screen screen = new Screen(20, 6);
        for (int rank = 0; rank < 5; rank++) {
            live(screen, rank, "a text that is far too long for this terminal");
        }
        screen.close();
        assertEquals(
                List.of("rank 0: a text that", "rank 1: a text that", "rank 2: a text that", "and 2 more"),
                Terminal.lines(output));
    }

    /// A name with a line end in it becomes a line that begins as those of the ranks do, with no number behind it.
    @Test
    void aLineThatOnlyBeginsAsARanksPasses() {
        Screen screen = new Screen(80, 24);
        show(screen, "rank 0: a\n");
        show(screen, "\u0002bad.fits: failed\n");
        show(screen, "\u00029999999999 x\n");
        screen.close();
        assertEquals(
                "rank 0: a\n\u0002bad.fits: failed\n\u00029999999999 x\n", output.toString(StandardCharsets.UTF_8));
    }

    private void show(Screen screen, String piece) {
        screen.show(piece.getBytes(StandardCharsets.UTF_8), terminal);
    }

    private void live(Screen screen, int rank, String text) {
        show(screen, Screen.live(rank, text) + "\n");
    }
}
