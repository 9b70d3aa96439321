package hyades.text;

/// Texts of others, such as names of files, within a line for people.
public final class Printable {
    private Printable() {}

    /// The text with its control characters as Java writes them, `\n` and `\u0002`, and those that turn the direction
    /// of writing: it ends no line, tells no terminal anything, and reads in its order.
    public static String of(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (Character.isISOControl(c) || c >= '\u2028' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069') {
                        line.append("\\u")
                                .append(Integer.toHexString(0x10000 | c).substring(1));
                    } else {
                        line.appendCodePoint(c);
                    }
                }
            }
        });
        return line.toString();
    }
}
