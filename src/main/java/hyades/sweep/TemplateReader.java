package hyades.sweep;

import hyades.sweep.Template.Context;
import hyades.sweep.Template.Hole;
import hyades.sweep.Template.Literal;
import hyades.sweep.Template.Part;
import hyades.sweep.Template.Variable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Finds the replacement strings of a command and what a shell makes of their places, as far as quotes,
/// substitutions and comments go (POSIX.1-2024, 2.2 and 2.6). Where it errs a variable stands in other
/// quotes than it should, and its value is still none of the shell's syntax.
final class TemplateReader {
    private enum Place {
        /// Outside of quotes, up to an end of its own: a `)`, a backquote, or the end of the command.
        PLAIN,
        DOUBLE,
        ARITHMETIC
    }

    private static final class Frame {
        final Place place;
        final char end;

        /// Of the simple command that is being read; of those in double quotes what is around them.
        final Words words;

        boolean hasHole;
        boolean isMoreThanName;

        Frame(Place place, char end, Words words) {
            this.place = place;
            this.end = end;
            this.words = words;
        }
    }

    private static final char NO_END = 0;

    private final String text;
    private final ReplacementStrings replacements;
    private final List<Part> parts = new ArrayList<>();
    private final List<Variable> variables = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private final Deque<Frame> frames = new ArrayDeque<>();
    private boolean hasHereDocument;
    private int at;

    TemplateReader(String text, List<String> names) {
        this.text = text;
        replacements = new ReplacementStrings(names);
    }

    Template read() {
        frames.push(new Frame(Place.PLAIN, NO_END, new Words()));
        while (at < text.length()) {
            switch (frames.peek().place) {
                case PLAIN -> plain();
                case DOUBLE -> inDoubleQuotes();
                case ARITHMETIC -> arithmetic();
            }
        }
        end();
        if (variables.isEmpty()) {
            parts.add(new Literal(" "));
            hole(replacements.read("{}", 0), Context.PLAIN);
        }
        return new Template(parts, variables, false);
    }

    private void plain() {
        Frame frame = frames.peek();
        char c = text.charAt(at);
        if (isReplaced(Context.PLAIN)) {
            frame.words.add("{}");
        } else if (c == '\\') {
            copy(2);
            frame.words.add("\\");
        } else if (c == frame.end) {
            frames.pop();
            copy(1);
        } else if (c == '\'') {
            singleQuotes(Context.SINGLE);
        } else if (c == '"') {
            copy(1);
            frames.push(new Frame(Place.DOUBLE, c, frame.words));
        } else if (c == '#' && frame.words.isBetween()) {
            comment();
        } else if (text.startsWith("$'", at)) {
            ansiQuotes();
        } else if (!opens(frame)) {
            hasHereDocument |= text.startsWith("<<", at) && !text.startsWith("<<<", at);
            frame.words.add(c);
            copy(text.startsWith("<<<", at) ? 3 : 1);
        }
    }

    private void inDoubleQuotes() {
        Frame frame = frames.peek();
        char c = text.charAt(at);
        if (isReplaced(Context.DOUBLE)) {
            frame.hasHole = true;
        } else if (c == '"') {
            if (frame.hasHole && frame.isMoreThanName && frame.words.takeCode()) {
                throw refused(
                        "stands in the text of another program, which a value could change: expected it as an argument"
                                + " there, such as sh -c 'ls \"$1\"' sh {}");
            }
            frames.pop();
            copy(1);
            frames.peek().words.add("\"");
        } else {
            frame.isMoreThanName |= !isOfName(c);
            if (c == '\\') {
                copy(2);
            } else if (!opens(frame)) {
                copy(1);
            }
        }
    }

    private void arithmetic() {
        char c = text.charAt(at);
        if (!isReplaced(Context.ARITHMETIC)) {
            if (c == '(') {
                frames.push(new Frame(Place.ARITHMETIC, ')', frames.peek().words));
            } else if (c == ')') {
                frames.pop();
            }
            copy(1);
        }
    }

    /// Whether something begins here that ends before what is around it does.
    private boolean opens(Frame frame) {
        char c = text.charAt(at);
        if (c == '$' || c == '`') {
            frame.words.add(text.startsWith("$(", at) || text.startsWith("${", at) || c == '`' ? "$" : "");
        }
        if (text.startsWith("$((", at)) {
            frames.push(new Frame(Place.ARITHMETIC, ')', frame.words));
            frames.push(new Frame(Place.ARITHMETIC, ')', frame.words));
            copy(3);
        } else if (text.startsWith("$(", at)) {
            frames.push(new Frame(Place.PLAIN, ')', new Words()));
            copy(2);
        } else if (text.startsWith("${", at)) { // the shell's own variable
            copy(2);
        } else if (c == '`') {
            frames.push(new Frame(Place.PLAIN, c, new Words()));
            copy(1);
        } else if (c == '(' && frame.place == Place.PLAIN) {
            frame.words.add(c);
            frames.push(new Frame(Place.PLAIN, ')', new Words()));
            copy(1);
        } else {
            return false;
        }
        return true;
    }

    /// A value is safe there only where the rest is part of a name, too: what else stands in single
    /// quotes is mostly the text of a program.
    private void singleQuotes(Context context) {
        int end = text.indexOf('\'', at + 1);
        end = end < 0 ? text.length() : end;
        copy(1);
        boolean hasHole = false;
        boolean isMoreThanName = false;
        while (at < end) {
            if (isReplaced(context)) {
                hasHole = true;
            } else {
                isMoreThanName |= !isOfName(text.charAt(at));
                copy(1);
            }
        }
        if (hasHole && isMoreThanName) {
            throw refused("stands in single quotes, in what seems the text of another program, which a value could"
                    + " change: expected it outside of them, or as an argument there, such as sh -c 'ls \"$1\"' sh {}");
        }
        copy(1);
        frames.peek().words.add("'");
    }

    private void ansiQuotes() {
        copy(2);
        while (at < text.length() && text.charAt(at) != '\'') {
            if (replacements.read(text, at) != null) {
                throw refused("stands in $'...': expected it outside");
            }
            copy(text.charAt(at) == '\\' ? 2 : 1);
        }
        copy(1);
        frames.peek().words.add("'");
    }

    private void comment() {
        while (at < text.length() && text.charAt(at) != '\n') {
            if (!isReplaced(Context.COMMENT)) {
                copy(1);
            }
        }
    }

    /// Whether a replacement string begins here, which is taken then.
    private boolean isReplaced(Context context) {
        ReplacementStrings.Found found = replacements.read(text, at);
        if (found == null) {
            return false;
        }
        if (hasHereDocument) {
            throw refused("stands behind <<: expected no here-document; a script of its own may have one");
        }
        at += found.length();
        hole(found, context);
        return true;
    }

    private void hole(ReplacementStrings.Found found, Context context) {
        end();
        List<Integer> numbers = new ArrayList<>();
        for (Variable variable : found.variables()) {
            if (!variables.contains(variable)) {
                variables.add(variable);
            }
            numbers.add(variables.indexOf(variable));
        }
        parts.add(new Hole(numbers, context));
    }

    private void end() {
        if (!literal.isEmpty()) {
            parts.add(new Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    private void copy(int characters) {
        int end = Math.min(text.length(), at + characters);
        literal.append(text, at, end);
        at = end;
    }

    private static boolean isOfName(char c) {
        return Character.isLetterOrDigit(c) || "_./:,@%+=-".indexOf(c) >= 0;
    }

    private IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("a replacement string %s".formatted(why));
    }
}
