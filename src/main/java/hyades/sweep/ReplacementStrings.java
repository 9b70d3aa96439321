package hyades.sweep;

import hyades.sweep.Template.Column;
import hyades.sweep.Template.Sequence;
import hyades.sweep.Template.Slot;
import hyades.sweep.Template.Variable;
import java.util.List;
import java.util.stream.IntStream;

/// The replacement strings there are: `{}`, `{.}`, `{/}`, `{//}`, `{/.}` of all columns, `{2}`, `{-1}` or
/// `{name}` of one, with the same signs, `{#}` and `{%}`.
///
/// @param names of the columns; numbers where they have none
record ReplacementStrings(List<String> names) {
    private static final List<String> SIGNS = List.of("", "/.", "//", "/", ".");

    /// @param length of the replacement string
    /// @param variables several where all columns stand for it
    record Found(int length, List<Variable> variables) {}

    /// The one that begins at a place of a text; null where none does.
    ///
    /// @throws IllegalArgumentException in one line, if it means a column that is not there
    Found read(String text, int at) {
        if (text.charAt(at) != '{') {
            return null;
        }
        int end = text.indexOf('}', at);
        if (end < 0) {
            return null;
        }
        String name = text.substring(at + 1, end);
        if (name.startsWith("=")) {
            throw new IllegalArgumentException("'{=': expected none of GNU Parallel's Perl expressions");
        }
        List<Variable> variables = variables(name);
        return variables == null ? null : new Found(end + 1 - at, variables);
    }

    private List<Variable> variables(String name) {
        if (name.equals("#")) {
            return List.of(new Sequence());
        }
        if (name.equals("%")) {
            return List.of(new Slot());
        }
        for (String sign : SIGNS) {
            if (name.endsWith(sign)) {
                List<Variable> found = columns(name.substring(0, name.length() - sign.length()), Form.bySign(sign));
                if (found != null) {
                    return found;
                }
            }
        }
        if (areNamed() && name.matches("[A-Za-z_]\\w*")) {
            throw new IllegalArgumentException(
                    "'{%s}': no such column, expected one of %s".formatted(name, String.join(", ", names)));
        }
        return null;
    }

    private boolean areNamed() {
        return !names.getFirst().equals("1");
    }

    private List<Variable> columns(String name, Form form) {
        if (name.isEmpty()) {
            return IntStream.range(0, names.size())
                    .<Variable>mapToObj(i -> new Column(i, form))
                    .toList();
        }
        int named = names.indexOf(name);
        if (named >= 0) {
            return List.of(new Column(named, form));
        }
        if (!name.matches("-?[0-9]{1,6}")) {
            return null;
        }
        int number = Integer.parseInt(name);
        int column = number < 0 ? names.size() + number : number - 1;
        if (column < 0 || column >= names.size()) {
            throw new IllegalArgumentException(
                    "'{%s}': expected at most %d, the number of inputs".formatted(name, names.size()));
        }
        return List.of(new Column(column, form));
    }
}
