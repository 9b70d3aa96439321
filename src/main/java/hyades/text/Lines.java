package hyades.text;

import java.util.Arrays;
import java.util.List;

/// Paragraphs and tables for people who read them on a terminal of 100 columns.
public final class Lines {
    private static final int WIDTH = 99;
    private static final String NO_BREAK = "\u00a0";

    private final StringBuilder text = new StringBuilder();

    /// An empty line.
    public void blank() {
        text.append('\n');
    }

    /// A paragraph of lines that fit, those after the first indented as far as its label; numbers keep their `%`.
    ///
    /// @param label with which it begins; may be empty
    public void paragraph(String label, String words) {
        StringBuilder line = new StringBuilder(label);
        boolean empty = true;
        for (String part : words.replace(" %", NO_BREAK + "%").split(" ")) {
            String word = part.replace(NO_BREAK, " ");
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append('\n');
                line = new StringBuilder(label.isEmpty() ? "" : "    ");
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        text.append(line).append('\n');
    }

    /// Columns of right-aligned fields under their names.
    ///
    /// @param rows the names first, all of one length
    public void table(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        rows.forEach(row ->
                Arrays.setAll(widths, i -> Math.max(widths[i], row.get(i).length())));
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(i == 0 ? "" : "  ")
                        .append(" ".repeat(widths[i] - row.get(i).length()))
                        .append(row.get(i));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }

    /// All of it.
    @Override
    public String toString() {
        return text.toString();
    }
}
