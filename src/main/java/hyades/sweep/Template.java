package hyades.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A command with replacement strings. A value never becomes part of what a shell reads as a command: it
/// is assigned to a variable, within single quotes, and where its replacement string stands is that
/// variable, within quotes.
public final class Template {
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]+(\\.[0-9]+)?");

    /// Where a replacement string stands.
    enum Context {
        PLAIN("\"", "\""),
        /// Within double quotes.
        DOUBLE("", ""),
        /// Within single quotes, which are left for it.
        SINGLE("'\"", "\"'"),
        /// Within `$((` and `))`.
        ARITHMETIC("", ""),
        COMMENT("", "");

        final String before;
        final String after;

        Context(String before, String after) {
            this.before = before;
            this.after = after;
        }

        /// @param quoted a value for a place without quotes
        private String shown(String value, String quoted) {
            return switch (this) {
                case PLAIN -> quoted;
                case DOUBLE -> value.equals(quoted) ? value : '"' + quoted + '"';
                case SINGLE -> value.equals(quoted) ? value : "'" + quoted + "'";
                case ARITHMETIC, COMMENT -> value;
            };
        }
    }

    /// A part of a command.
    sealed interface Part {}

    /// What stays as it is.
    record Literal(String text) implements Part {}

    /// @param number one of the [Variable]s, all of which are next to each other, that stand here
    record Hole(List<Integer> number, Context context) implements Part {}

    /// A value that stands in a command.
    sealed interface Variable {}

    /// @param column from 0
    record Column(int column, Form form) implements Variable {}

    /// The task's number.
    record Sequence() implements Variable {}

    /// The number, from 1, of who runs the task.
    record Slot() implements Variable {}

    private final List<Part> parts;
    private final List<Variable> variables;
    private final String body;
    private final boolean isOfCommands;

    /// @param isOfCommands whether the values are commands, and no words of one
    Template(List<Part> parts, List<Variable> variables, boolean isOfCommands) {
        this.isOfCommands = isOfCommands;
        this.parts = List.copyOf(parts);
        this.variables = List.copyOf(variables);
        StringBuilder made = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Literal(String text) -> made.append(text);
                case Hole(List<Integer> numbers, Context context) -> made.append(reference(numbers, context));
            }
        }
        body = made.toString();
    }

    private static String reference(List<Integer> numbers, Context context) {
        String between = context == Context.PLAIN ? "\" \"" : " ";
        List<String> all =
                numbers.stream().map(number -> "${hyades_" + number + "}").toList();
        return context.before + String.join(between, all) + context.after;
    }

    /// Reads a command; one without a replacement string gets ` {}` at its end.
    ///
    /// @param names of the columns
    /// @throws IllegalArgumentException in one line, for a replacement string where no value is safe, or
    ///     that names no column
    public static Template of(ByteText command, List<String> names) {
        return new TemplateReader(command.latin(), names).read();
    }

    /// Of sweeps whose values are commands themselves.
    ///
    /// @param columns of one command
    public static Template ofCommands(int columns) {
        List<Integer> all = new ArrayList<>();
        List<Variable> variables = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            all.add(i);
            variables.add(new Column(i, Form.WHOLE));
        }
        return new Template(List.of(new Hole(all, Context.COMMENT)), variables, true);
    }

    /// What a shell is to run.
    ///
    /// @param slot from 1
    /// @throws IllegalArgumentException in one line, for a value that is no number where a shell reckons
    ///     with it
    public ByteText script(Task task, int slot) {
        if (isOfCommands) {
            return shown(task, slot);
        }
        StringBuilder script = new StringBuilder();
        for (int i = 0; i < variables.size(); i++) {
            script.append("hyades_").append(i).append('=');
            script.append(quoted(value(variables.get(i), task, slot))).append('\n');
        }
        for (Part part : parts) {
            if (part instanceof Hole(List<Integer> numbers, Context context) && context == Context.ARITHMETIC) {
                numbers.forEach(number -> requireNumber(value(variables.get(number), task, slot)));
            }
        }
        return new ByteText(script.append(body).toString());
    }

    /// Some shells run commands that stand in what they reckon with.
    private static void requireNumber(String value) {
        if (!NUMBER.matcher(value).matches()) {
            throw new IllegalArgumentException("'%s': expected a number, within $(( ))".formatted(new ByteText(value)));
        }
    }

    /// The command for people, and for who wants to run it by hand: the values in their places.
    public ByteText shown(Task task, int slot) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Literal(String literal) -> text.append(literal);
                case Hole(List<Integer> numbers, Context context) -> {
                    String blank = "";
                    for (int number : numbers) {
                        String value = value(variables.get(number), task, slot);
                        text.append(blank).append(context.shown(value, quoted(value)));
                        blank = " ";
                    }
                }
            }
        }
        return new ByteText(text.toString());
    }

    private static String value(Variable variable, Task task, int slot) {
        return switch (variable) {
            case Column(int column, Form form) ->
                form.of(task.values().get(column).latin());
            case Sequence() -> Integer.toString(task.seq());
            case Slot() -> Integer.toString(slot);
        };
    }

    /// A word as any Bourne shell reads it back, written as GNU Parallel writes it.
    static String quoted(String word) {
        if (word.isEmpty()) {
            return "''";
        }
        StringBuilder text = new StringBuilder();
        boolean isSafe = true;
        for (int i = 0; i < word.length() && isSafe; i++) {
            isSafe = isOfName(word.charAt(i));
        }
        if (isSafe) {
            return word;
        }
        String[] pieces = word.split("'", -1);
        for (int i = 0; i < pieces.length; i++) {
            boolean isEnd = i == 0 || i == pieces.length - 1;
            text.append(i == 0 ? "" : "\"'\"");
            text.append(isEnd && pieces[i].isEmpty() ? "" : "'" + pieces[i] + "'");
        }
        return text.toString();
    }

    /// What means itself to every shell.
    private static boolean isOfName(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-_.+/".indexOf(c) >= 0;
    }
}
