package hyades.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The few control sequences of a terminal that are used here, on a screen without end.
public final class Terminal {
    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[(\\d*)([AJK])");

    private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    private int row;
    private int column;

    private Terminal() {}

    /// What the screen shows after `output`, empty lines at the end left out.
    static List<String> lines(ByteArrayOutputStream output) {
        return lines(output.toString(StandardCharsets.UTF_8));
    }

    /// What the screen shows after `output`, empty lines at the end left out.
    public static List<String> lines(String output) {
        Terminal terminal = new Terminal();
        Matcher sequence = SEQUENCE.matcher(output);
        for (int i = 0; i < output.length(); i++) {
            if (sequence.region(i, output.length()).lookingAt()) {
                terminal.control(sequence.group(2).charAt(0), sequence.group(1));
                i = sequence.end() - 1;
            } else {
                terminal.put(output.charAt(i));
            }
        }
        List<String> shown = new ArrayList<>(terminal.lines.stream()
                .map(line -> line.toString().stripTrailing())
                .toList());
        while (!shown.isEmpty() && shown.getLast().isEmpty()) {
            shown.removeLast();
        }
        return shown;
    }

    private void control(char what, String number) {
        switch (what) {
            case 'A' -> row = Math.max(0, row - Integer.parseInt(number));
            case 'K' -> clearLine();
            default -> {
                clearLine();
                lines.subList(row + 1, lines.size()).clear();
            }
        }
    }

    private void clearLine() {
        StringBuilder line = lines.get(row);
        line.setLength(Math.min(line.length(), column));
    }

    private void put(char c) {
        switch (c) {
            case '\r' -> column = 0;
            case '\n' -> {
                row++;
                column = 0; // as a terminal does that adds the carriage return itself
                if (row == lines.size()) {
                    lines.add(new StringBuilder());
                }
            }
            default -> {
                StringBuilder line = lines.get(row);
                while (line.length() <= column) {
                    line.append(' ');
                }
                line.setCharAt(column++, c);
            }
        }
    }
}
