package hyades.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What is printed for people to type again, put to a shell.
class ShellWordsTest {
    @Test
    void aShellReadsTheWordsBack() throws Exception {
        List<String> words = List.of(
                "plain",
                "",
                "a b",
                "it's",
                "$HOME",
                "{ranks}",
                "--n={threads}",
                "{a,b}",
                "{1..3}",
                "*",
                "a\nb",
                "~",
                "#");
        Process shell = new ProcessBuilder("sh", "-c", "printf '[%s]' " + ShellWords.join(words)).start();
        String expected = "[" + String.join("][", words) + "]";
        assertEquals(expected, new String(shell.getInputStream().readAllBytes()));
        assertEquals("plain --n={threads} 'a b'", ShellWords.join(List.of("plain", "--n={threads}", "a b")));
    }
}
