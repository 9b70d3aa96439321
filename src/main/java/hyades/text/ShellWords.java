package hyades.text;

import java.util.List;
import java.util.stream.Collectors;

/// Command lines as a shell reads them.
public final class ShellWords {
    private ShellWords() {}

    /// The words as a shell reads them back one by one, whatever is in them.
    public static String join(List<String> words) {
        return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
    }

    /// As a shell takes it for one word. Letters in braces stay as they are: without a comma they mean themselves.
    private static String quote(String word) {
        return word.matches("([\\w@%+=:,./-]|\\{[a-z]+\\})+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
