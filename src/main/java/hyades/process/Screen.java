package hyades.process;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where the output of a job's processes goes. Lines and pieces that a carriage return ends pass as they are, until
/// a rank sends a line about how it is doing ([#live]): those, one a rank, and the last such piece, a progress bar,
/// then stay below everything else and are redrawn in place.
public final class Screen {
    private static final char MARK = '\u0002';
    private static final Pattern LIVE = Pattern.compile(MARK + "(\\d{1,9}) (.*)", Pattern.DOTALL);
    private static final String ERASE = "\r\u001b[J";
    private static final String ERASE_LINE = "\u001b[K";

    private final int columns;
    private final int rows;
    private final PrintStream terminal = System.err;
    private final List<Pieces> inFront = new ArrayList<>();
    private final Map<Integer, String> live = new TreeMap<>();
    private String bar = "";
    private boolean closed;

    /// The terminal as the launcher script describes it.
    public Screen() {
        this(width().orElse(80), fromEnvironment("HYADES_ROWS").orElse(24));
    }

    public Screen(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /// Takes over the output of this process, whose ranks are threads of it.
    public static Screen ofThisProcess() {
        Screen screen = new Screen();
        System.setOut(screen.inFrontOf(System.out));
        System.setErr(screen.inFrontOf(System.err));
        return screen;
    }

    private PrintStream inFrontOf(PrintStream stream) {
        Pieces pieces = new Pieces(piece -> show(piece, stream));
        inFront.add(pieces);
        return new PrintStream(pieces, true, StandardCharsets.UTF_8);
    }

    /// The columns of the terminal that standard error is, as the launcher script says; empty where it is none.
    public static OptionalInt width() {
        return fromEnvironment("HYADES_COLUMNS");
    }

    private static OptionalInt fromEnvironment(String name) {
        String size = Objects.requireNonNullElse(System.getenv(name), "");
        return size.matches("[1-9]\\d{0,5}") ? OptionalInt.of(Integer.parseInt(size)) : OptionalInt.empty();
    }

    /// What a rank prints on standard error so that its line on the screen becomes `text`; only where there is a
    /// terminal.
    public static String live(int rank, String text) {
        return "%c%d %s".formatted(MARK, rank, text);
    }

    /// Shows what a process has said.
    ///
    /// @param piece a line, or what a carriage return ends, with its end
    public synchronized void show(byte[] piece, PrintStream to) {
        String text = new String(piece, StandardCharsets.UTF_8);
        Matcher line = LIVE.matcher(text);
        if (line.matches()) {
            live.put(Integer.valueOf(line.group(1)), line.group(2).strip());
            redraw();
            return;
        }
        boolean isBar = text.endsWith("\r");
        if (isBar) {
            bar = text.substring(0, text.length() - 1);
        }
        if (live.isEmpty() || closed) {
            write(to, piece); // it may be no text
        } else if (isBar) {
            redraw();
        } else {
            boolean endsBar = text.equals("\n") && !bar.isEmpty();
            write(terminal, ERASE + (endsBar ? bar : ""));
            bar = endsBar ? "" : bar;
            write(to, piece);
            redraw();
        }
    }

    /// Leaves the screen as it is, the cursor below; what has no end yet is shown before.
    public void close() {
        inFront.forEach(Pieces::passRest); // which take their own locks before the screen's, as printing does
        end();
    }

    private synchronized void end() {
        if (!closed && !live.isEmpty()) {
            write(terminal, "\r" + String.join("", lines()) + bar);
        }
        closed = true;
    }

    /// Draws the lines and the bar, and goes back to where they begin.
    private void redraw() {
        List<String> lines = lines();
        String up = "\u001b[%dA".formatted(lines.size());
        write(terminal, "\r" + String.join("", lines) + bar + ERASE_LINE + "\r" + up);
    }

    /// The lines of the ranks for which there is room.
    private List<String> lines() {
        int room = Math.max(1, rows - 3);
        List<String> lines = new ArrayList<>();
        for (Map.Entry<Integer, String> rank : live.entrySet()) {
            if (lines.size() == room) {
                lines.add("and %d more%s\n".formatted(live.size() - room, ERASE_LINE));
                break;
            }
            String line = "rank %d: %s".formatted(rank.getKey(), rank.getValue());
            lines.add(line.substring(0, Math.min(line.length(), columns - 1)) + ERASE_LINE + "\n");
        }
        return lines;
    }

    private static void write(PrintStream to, String text) {
        write(to, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(PrintStream to, byte[] bytes) {
        to.write(bytes, 0, bytes.length);
        to.flush();
    }
}
