package hyades.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The words of a simple command as far as it is read: enough to tell whether the next one is a program's
/// text.
final class Words {
    private static final Set<String> INTERPRETERS = Set.of(
            "sh", "ash", "bash", "dash", "ksh", "mksh", "zsh", "fish", "csh", "tcsh", "python", "pypy", "ipython",
            "perl", "ruby", "node", "php", "lua", "julia", "R", "Rscript", "octave", "gnuplot", "idl", "gdl", "wish",
            "tclsh");

    /// All whose arguments are a text of commands.
    private static final Set<String> COMMANDS = Set.of("eval", "ssh", "rsh", "su");

    private final List<String> before = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();

    void add(String piece) {
        word.append(piece);
    }

    void add(char c) {
        if (";&|\n(".indexOf(c) >= 0) {
            before.clear();
            word.setLength(0);
        } else if (c == ' ' || c == '\t') {
            if (!word.isEmpty()) {
                before.add(word.toString());
                word.setLength(0);
            }
        } else {
            word.append(c);
        }
    }

    /// Whether no word has begun.
    boolean isBetween() {
        return word.isEmpty();
    }

    /// Whether the word at hand is a program's text, as in `bash -lc "..."` or `ssh host "..."`.
    boolean takeCode() {
        if (before.isEmpty()) {
            return false;
        }
        boolean isText = before.getLast().matches("-\\w*[ceE]|--(command|eval|expression)");
        return before.stream().map(Words::program).anyMatch(COMMANDS::contains)
                || isText && before.stream().map(Words::program).anyMatch(INTERPRETERS::contains);
    }

    /// Without its folder and version.
    private static String program(String word) {
        return word.substring(word.lastIndexOf('/') + 1).replaceFirst("[-0-9.]+$", "");
    }
}
