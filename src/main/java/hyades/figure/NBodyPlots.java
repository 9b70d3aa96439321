package hyades.figure;

import hyades.text.Digits;
import java.awt.Color;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// The pictures of an N-body run: its energies, its mass shells and its bodies, as PNG files.
///
/// Quantities are in SI units; values that are not finite leave a gap. Each file appears complete or not at all.
/// On a machine without fonts, or whose `DISPLAY` does not answer, every method throws an `IOException` that says
/// so; `-Djava.awt.headless=true` makes Java ignore `DISPLAY`.
public final class NBodyPlots {
    private static final int WIDTH = 1500;
    private static final int LEFT = 130;
    private static final int RIGHT = 40;

    /// Side of the panel of a frame, and the gaps to its neighbours [px].
    private static final int SIDE = 430;

    private static final int GAP = 40;
    private static final int TITLE = 44;
    private static final int BELOW = 90;

    /// Up to this many, each body has a colour of its own.
    private static final int FEW = 6;

    private static final List<Color> COLORS =
            List.of(Panel.BLUE, Panel.VERMILLION, Panel.GREEN, Panel.ORANGE, Panel.PURPLE, Panel.SKY_BLUE);

    private NBodyPlots() {}

    /// One panel of the picture of the bodies.
    ///
    /// @param time [s]
    /// @param x    [m], shape (n)
    /// @param y    [m], shape (n); a run in three dimensions gives its projection
    public record Frame(double time, double[] x, double[] y) {
        public Frame {
            if (x.length != y.length) {
                throw new IllegalArgumentException("A frame has %d x but %d y".formatted(x.length, y.length));
            }
        }
    }

    /// Draws the energies over time and, below, the relative energy error on a logarithmic axis, where zeros are
    /// gaps.
    ///
    /// @param time          [s], shape (m), m at least 1, like all others
    /// @param kinetic       [J]
    /// @param potential     [J]
    /// @param total         [J]
    /// @param relativeError |E - E₀| / |E₀|
    public static void energy(
            Path file, double[] time, double[] kinetic, double[] potential, double[] total, double[] relativeError)
            throws IOException {
        Panel.requireFonts();
        Rectangle above = new Rectangle(LEFT, 30, WIDTH - LEFT - RIGHT, 560);
        Rectangle below = new Rectangle(LEFT, above.y + above.height + 30, above.width, 280);
        Axis t = Axis.linear("Time", "s", time);
        Axis energy = Axis.linear("Energy", "J", joined(kinetic, potential, total))
                .padded(0.04, (double) Panel.LEGEND / above.height);
        Axis error = Axis.decades("|E − E₀| / |E₀|", relativeError);
        Panel energies = new Panel(t, energy, above)
                .labels(false, true)
                .legend()
                .line("kinetic", Panel.VERMILLION, time, kinetic)
                .line("potential", Panel.BLUE, time, potential)
                .line("total", Panel.BLACK, time, total);
        Panel errors = new Panel(t, error, below).line("relative error", Panel.BLACK, time, relativeError);
        if (Arrays.stream(relativeError).allMatch(e -> e == 0)) {
            errors.note("0 at every time");
        }
        Panel.write(file, WIDTH, below.y + below.height + BELOW, List.of(energies, errors));
    }

    /// Draws the radii that hold 10, 50 and 90 % of the mass over time.
    ///
    /// @param time [s], shape (m), m at least 1, like all others
    /// @param r10  [m]
    /// @param r50  [m]
    /// @param r90  [m]
    public static void radii(Path file, double[] time, double[] r10, double[] r50, double[] r90) throws IOException {
        Panel.requireFonts();
        Rectangle area = new Rectangle(LEFT, 30, WIDTH - LEFT - RIGHT, 720);
        Axis radius = Axis.linear("Radius", "m", joined(new double[] {0}, r10, r50, r90))
                .padded(0, (double) Panel.LEGEND / area.height);
        Panel panel = new Panel(Axis.linear("Time", "s", time), radius, area)
                .legend()
                .line("90 % of the mass", Panel.BLUE, time, r90)
                .line("50 %", Panel.BLACK, time, r50)
                .line("10 %", Panel.VERMILLION, time, r10);
        Panel.write(file, WIDTH, area.y + area.height + BELOW, List.of(panel));
    }

    /// Draws the bodies at up to six times in panels with the same axes, which show the bulk: where bodies lie
    /// outside, the title of the panel says how many.
    ///
    /// @param frames one to six, each of the same bodies in the same order
    public static void frames(Path file, List<Frame> frames) throws IOException {
        int count = frames.size();
        if (count < 1 || count > 6) {
            throw new IllegalArgumentException("Cannot draw %d frames: one to six fit".formatted(count));
        }
        Panel.requireFonts();
        int columns = count == 4 ? 2 : Math.min(count, 3);
        int rows = (count + columns - 1) / columns;
        double half = halfWidth(frames);
        Axis x = Axis.linear("x", "m", -half, half);
        Axis y = Axis.linear("y", "m", -half, half);
        List<Panel> panels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int column = i % columns;
            int row = i / columns;
            Rectangle area = new Rectangle(LEFT + column * (SIDE + GAP), TITLE + row * (SIDE + TITLE), SIDE, SIDE);
            Panel panel = new Panel(x, y, area).labels(i + columns >= count, column == 0);
            panels.add(bodies(panel, frames.get(i), half));
        }
        int width = LEFT + columns * (SIDE + GAP);
        Panel.write(file, width, rows * (SIDE + TITLE) + BELOW, panels);
    }

    private static Panel bodies(Panel panel, Frame frame, double half) {
        int n = frame.x.length;
        int outside = 0;
        for (int i = 0; i < n; i++) {
            boolean inside = Math.abs(frame.x[i]) <= half && Math.abs(frame.y[i]) <= half;
            outside += inside ? 0 : 1;
        }
        String time = "t = " + Digits.of(frame.time, 4) + " s";
        panel.title(outside == 0 ? time : "%s, %d outside".formatted(time, outside));
        double diameter = Math.max(1, 20 / Math.sqrt(Math.sqrt(n))); // 17 px for 2 bodies, 3.6 for 1000, 1 for 100000
        if (n > FEW) {
            int alpha = n > 30_000 ? 90 : 180; // crowded dots show the density
            Color color = new Color(0, 0x72, 0xB2, alpha);
            return panel.points("bodies", color, diameter, frame.x, frame.y);
        }
        for (int i = 0; i < n; i++) {
            double[] x = {frame.x[i]};
            double[] y = {frame.y[i]};
            panel.points("body " + i, COLORS.get(i), diameter, x, y);
        }
        return panel;
    }

    private static double halfWidth(List<Frame> frames) {
        return Bulk.halfWidth(frames.stream()
                .flatMapToDouble(frame -> IntStream.range(0, frame.x.length)
                        .mapToDouble(i -> Math.max(Math.abs(frame.x[i]), Math.abs(frame.y[i])))));
    }

    private static double[] joined(double[]... series) {
        return Arrays.stream(series).flatMapToDouble(DoubleStream::of).toArray();
    }
}
