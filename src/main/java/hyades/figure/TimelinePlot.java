package hyades.figure;

import hyades.text.Digits;
import hyades.trace.Activity;
import hyades.trace.Event;
import hyades.trace.Track;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// `timeline.png`: a row for each rank, coloured by what it was doing. Where a pixel's time holds several
/// activities their heights are their shares of it. Where single events cannot be seen, a second part shows some
/// of them.
public final class TimelinePlot {
    private static final int WIDTH = Drawing.WIDTH;
    private static final int LEFT = 110;
    private static final int RIGHT = 40;
    private static final int LEGEND = 60;
    private static final int AXIS = 84;
    private static final int ROWS = 480;

    /// Events of rank 0 in the second part.
    private static final int ZOOMED = 48;

    private static final Color FRAME = new Color(0x404040);
    private static final Color MARK = new Color(0x404040);
    private static final Map<Activity, Color> COLORS = Map.of(
            Activity.STARTUP,
            new Color(0xC8C8C8),
            Activity.COMPUTE,
            new Color(Palette.BLUE),
            Activity.COMMUNICATION,
            new Color(Palette.VERMILLION),
            Activity.READING,
            new Color(Palette.GREEN),
            Activity.WRITING,
            new Color(Palette.ORANGE));

    private final List<Track> tracks;
    private final int rowHeight;
    private final Graphics2D g;

    private TimelinePlot(List<Track> tracks, int rowHeight, Graphics2D g) {
        this.tracks = tracks;
        this.rowHeight = rowHeight;
        this.g = g;
    }

    /// Draws the picture.
    ///
    /// @param tracks of all ranks, in rank order; times in ns from the start of the user's command, by one clock
    /// @param dpi pixels per inch; empty for the usual
    public static void write(Path file, List<Track> tracks, OptionalInt dpi) throws IOException {
        long end = tracks.stream()
                .flatMap(track -> track.events().stream())
                .mapToLong(Event::end)
                .max()
                .orElse(0);
        long[] zoom = zoom(tracks.getFirst().events(), end);
        int rowHeight = Math.clamp(ROWS / tracks.size() / (zoom == null ? 1 : 2), 6, 56);
        int rows = rowHeight * tracks.size();
        int height = LEGEND + rows + AXIS + (zoom == null ? 0 : rows + AXIS);
        PngFigure.draw(
                file,
                WIDTH,
                height,
                PngFigure.scale(dpi),
                g -> new TimelinePlot(tracks, rowHeight, g).draw(Math.max(1, end), zoom));
    }

    private void draw(long end, long[] zoom) {
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setFont(PngFigure.FONT);
        legend();
        part(LEGEND, 0, end, 1e9, "Time [s]");
        if (zoom != null) {
            mark(LEGEND, zoom, end);
            String title = "Time after %s s [ms]".formatted(Digits.of(zoom[0] * 1e-9, 5));
            part(LEGEND + rowHeight * tracks.size() + AXIS, zoom[0], zoom[1], 1e6, title);
        }
    }

    /// The time of some events in the middle of the run; null where all can be seen without.
    private static long[] zoom(List<Event> events, long end) {
        long[] lengths = events.stream()
                .filter(event -> event.leftOut() == null && event.activity() != Activity.STARTUP)
                .mapToLong(Event::nanos)
                .sorted()
                .toArray();
        long visible = 4 * end / (WIDTH - LEFT - RIGHT);
        if (lengths.length <= ZOOMED || lengths[lengths.length / 2] > visible) {
            return null;
        }
        long longest = end / 5;
        int middle = events.size() / 2;
        for (int away = 0; away <= middle; away++) {
            for (int first : new int[] {middle - away, middle + away}) {
                int last = first + ZOOMED;
                if (first >= 0
                        && last <= events.size()
                        && events.get(last - 1).end() - events.get(first).start() < longest
                        && events.subList(first, last).stream().allMatch(event -> event.leftOut() == null)) {
                    return new long[] {
                        events.get(first).start(), events.get(last - 1).end()
                    };
                }
            }
        }
        return null;
    }

    private void legend() {
        int left = LEFT;
        for (Activity each : Activity.values()) {
            Color color = COLORS.get(each);
            if (color != null) {
                g.setColor(color);
                g.fillRect(left, 18, 26, 22);
                g.setColor(Color.BLACK);
                String name = each == Activity.COMMUNICATION ? Activity.EXCHANGE_AND_WAITING : each.toString();
                g.drawString(name, left + 36, 36);
                left += 36 + g.getFontMetrics().stringWidth(name) + 36;
            }
        }
    }

    /// The rows of all ranks from one moment to another [ns].
    private void part(int top, long start, long end, double unit, String title) {
        int width = WIDTH - LEFT - RIGHT;
        int rows = rowHeight * tracks.size();
        axis(top + rows, start, end, unit, title);
        int labelled = Math.max(1, (int) Math.ceil(26.0 / rowHeight));
        int gap = rowHeight >= 20 ? 4 : rowHeight >= 10 ? 2 : 1;
        for (int i = 0; i < tracks.size(); i++) {
            int y = top + i * rowHeight;
            double[][] shares = shares(tracks.get(i).events(), start, end, width);
            for (int x = 0; x < width; x++) {
                column(LEFT + x, y + gap, rowHeight - gap, shares[x]);
            }
            if (i % labelled == 0) {
                g.setColor(Color.BLACK);
                String name = "rank " + tracks.get(i).rank();
                g.drawString(name, LEFT - 12 - g.getFontMetrics().stringWidth(name), y + rowHeight / 2 + 8);
            }
        }
        g.setColor(FRAME);
        g.drawRect(LEFT - 1, top, width + 1, rows);
    }

    private void column(int x, int y, int height, double[] shares) {
        double bottom = y + height;
        for (Activity each : Activity.values()) {
            if (shares[each.ordinal()] > 0) {
                double topOfShare = bottom - Math.min(1, shares[each.ordinal()]) * height;
                int from = (int) Math.round(topOfShare);
                g.setColor(COLORS.get(each));
                g.fillRect(x, from, 1, (int) Math.round(bottom) - from);
                bottom = topOfShare;
            }
        }
    }

    /// What part of each pixel's time each activity took, shape (pixels, activities).
    private static double[][] shares(List<Event> events, long start, long end, int pixels) {
        double[][] shares = new double[pixels][Activity.values().length];
        double perPixel = (double) (end - start) / pixels;
        for (Event event : events) {
            if (event.end() <= start || event.start() >= end || event.nanos() == 0) {
                continue;
            }
            double from = Math.max(0, (event.start() - start) / perPixel);
            double to = Math.min(pixels, (event.end() - start) / perPixel);
            for (int x = (int) from; x < Math.min(pixels, Math.ceil(to)); x++) {
                double part = Math.min(x + 1, to) - Math.max(x, from);
                for (Activity each : Activity.values()) {
                    if (COLORS.containsKey(each)) {
                        shares[x][each.ordinal()] += part * event.nanosOf(each) / event.nanos();
                    }
                }
            }
        }
        return shares;
    }

    private void axis(int y, long start, long end, double unit, String title) {
        int width = WIDTH - LEFT - RIGHT;
        Axis axis = new Axis(title, 0, (end - start) / unit, 0, 0);
        double step = axis.step(width, 110);
        g.setColor(Color.BLACK);
        g.setStroke(new BasicStroke(1));
        for (int i = 0; i * step <= axis.max() * (1 + 1e-9); i++) {
            int x = LEFT + (int) Math.round(i * step / axis.max() * width);
            g.drawLine(x, y, x, y + 7);
            String label = axis.label(i * step, step);
            g.drawString(label, x - g.getFontMetrics().stringWidth(label) / 2, y + 28);
        }
        g.drawString(title, LEFT + (width - g.getFontMetrics().stringWidth(title)) / 2, y + 58);
    }

    /// Shows where the second part is: a wedge below the axis of the first.
    private void mark(int top, long[] zoom, long end) {
        int width = WIDTH - LEFT - RIGHT;
        int x = LEFT + (int) (width * 0.5 * (zoom[0] + zoom[1]) / end);
        int[] xs = {x - 7, x + 7, x};
        int[] ys = {top - 12, top - 12, top - 1};
        g.setColor(MARK);
        g.fillPolygon(xs, ys, xs.length);
    }
}
