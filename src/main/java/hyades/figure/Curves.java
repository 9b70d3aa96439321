package hyades.figure;

import hyades.figure.Canvas.Anchor;
import hyades.figure.Canvas.Ink;
import hyades.figure.Figure.Panel;
import hyades.figure.Figure.Series;
import hyades.figure.Figure.Style;
import hyades.text.Digits;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The series of one panel, where its axes have them; values that an axis cannot show are gaps.
record Curves(Canvas canvas, Rectangle area, Axis x, Axis y) {
    private static final double LINE = 2;
    private static final double DASH = 10;
    private static final double BAND = 0.2;
    private static final double POINT = 12;

    /// Side of what a dot keeps free of names [px].
    private static final int DOT = 6;

    /// Height of a name [px].
    private static final int NAME = 18;

    /// Up to this many dots are told apart by colour; more show by their density.
    private static final int FEW = 6;

    /// Areas lie behind thin lines, and these behind the others.
    void draw(Panel panel) {
        List<Rectangle> names = new ArrayList<>(namedDots(panel)); // a name over another's dot would be taken for its
        for (List<Style> styles : List.of(
                List.of(Style.BAND),
                List.of(Style.FAINT),
                List.of(Style.LINE, Style.STEPS, Style.WHISKERS, Style.LABELLED, Style.DOTS, Style.NAMED),
                List.of(Style.DASHED))) {
            for (Series each : panel.series()) {
                if (styles.contains(each.style())) {
                    canvas.begin(each.name(), null);
                    draw(each, dots(panel), names);
                    canvas.end();
                }
            }
        }
    }

    private List<Rectangle> namedDots(Panel panel) {
        return panel.series().stream()
                .filter(each -> each.style() == Style.NAMED)
                .map(each -> new Rectangle(
                        (int) x.places(each.x(), area.getMinX(), area.getMaxX())[0] - DOT / 2,
                        (int) up(each.y())[0] - DOT / 2,
                        DOT,
                        DOT))
                .toList();
    }

    private static int dots(Panel panel) {
        return panel.series().stream()
                .filter(each -> each.style() == Style.DOTS || each.style() == Style.NAMED)
                .mapToInt(each -> each.x().length)
                .sum();
    }

    /// @param names where no name may be: over dots and others
    private void draw(Series series, int dots, List<Rectangle> names) {
        Ink ink = Palette.of(series.color());
        double[] xs = x.places(series.x(), area.getMinX(), area.getMaxX());
        double[] ys = up(series.y());
        switch (series.style()) {
            case LINE -> line(xs, ys, LINE, 0, ink);
            case DASHED -> line(xs, ys, LINE, DASH, ink);
            case FAINT -> line(xs, ys, 1, 0, Palette.FAINT);
            case STEPS -> steps(xs, ys, ink);
            case BAND -> band(xs, up(series.low()), up(series.high()), new Ink(ink.rgb(), BAND));
            case WHISKERS -> whiskers(series, xs, ys, ink);
            case LABELLED -> {
                whiskers(series, xs, ys, ink);
                values(series, xs, ys);
            }
            case DOTS, NAMED -> {
                // 17 px for 2 bodies, 3.6 for 1000
                double diameter = Math.max(1, 20 / Math.sqrt(Math.sqrt(dots)));
                canvas.dots(known(xs, ys), known(ys, xs), diameter, new Ink(ink.rgb(), dots > FEW ? 0.7 : 1));
                if (series.style() == Style.NAMED) {
                    name(series.name(), xs[0], ys[0], diameter, names);
                }
            }
        }
    }

    /// At the right of a dot or at its left, within the area and not over another name or dot.
    private void name(String name, double x, double y, double gap, List<Rectangle> names) {
        int width = (int) Math.ceil(canvas.width(name, NAME));
        for (double left : new double[] {x + gap, x - gap - width}) {
            Rectangle place = new Rectangle((int) left, (int) y - NAME / 2, width, NAME);
            if (area.contains(place) && names.stream().noneMatch(place::intersects)) {
                names.add(place);
                canvas.text(name, left, y + 0.35 * NAME, NAME, Anchor.START);
                return;
            }
        }
    }

    private double[] up(double[] values) {
        return values == null ? null : y.places(values, area.getMaxY(), area.getMinY());
    }

    /// Lines between neighbours; a value between two gaps becomes a dot.
    private void line(double[] xs, double[] ys, double width, double dash, Ink ink) {
        for (int start = next(xs, ys, 0, true); start < xs.length; ) {
            int end = next(xs, ys, start, false);
            double[] x = Arrays.copyOfRange(xs, start, end);
            double[] y = Arrays.copyOfRange(ys, start, end);
            if (end - start == 1) {
                canvas.dots(x, y, 3 * width, ink);
            } else {
                canvas.line(x, y, width, dash, ink);
            }
            start = next(xs, ys, end, true);
        }
    }

    /// The first index from `start` on at which there is a point, or is none.
    private static int next(double[] xs, double[] ys, int start, boolean isThere) {
        int i = start;
        while (i < xs.length && (Double.isNaN(xs[i] + ys[i])) == isThere) {
            i++;
        }
        return i;
    }

    private void steps(double[] xs, double[] ys, Ink ink) {
        int n = xs.length;
        double[] x = new double[Math.max(0, 2 * n - 1)];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = xs[(i + 1) / 2];
            y[i] = ys[i / 2];
        }
        line(x, y, LINE, 0, ink);
    }

    private void band(double[] xs, double[] low, double[] high, Ink ink) {
        int n = xs.length;
        double[] there = new double[n];
        Arrays.setAll(there, i -> low[i] + high[i]);
        for (int start = next(xs, there, 0, true); start < n; ) {
            int end = next(xs, there, start, false);
            int length = end - start;
            double[] x = new double[2 * length];
            double[] y = new double[2 * length];
            for (int i = 0; i < length; i++) {
                x[i] = xs[start + i];
                y[i] = high[start + i];
                x[2 * length - 1 - i] = xs[start + i];
                y[2 * length - 1 - i] = low[start + i];
            }
            canvas.area(x, y, ink);
            start = next(xs, there, end, true);
        }
    }

    private void whiskers(Series series, double[] xs, double[] ys, Ink ink) {
        line(xs, ys, 1, 0, ink);
        if (series.low() != null && series.high() != null) {
            double[] low = up(series.low());
            double[] high = up(series.high());
            for (int i = 0; i < xs.length; i++) {
                if (!Double.isNaN(xs[i] + low[i] + high[i])) {
                    canvas.line(new double[] {xs[i], xs[i]}, new double[] {low[i], high[i]}, LINE, 0, ink);
                }
            }
        }
        canvas.dots(known(xs, ys), known(ys, xs), POINT, ink);
    }

    /// What the points are, beside them, where no line is: below on the left of one that the line falls to or from, on
    /// the right of one it rises from, above the last one it rises to.
    private void values(Series series, double[] xs, double[] ys) {
        int last = xs.length - 1;
        for (int i = 0; i <= last; i++) {
            if (!Double.isNaN(xs[i] + ys[i])) {
                boolean rises = last > 0 && (i < last ? ys[i + 1] < ys[i] : ys[i] < ys[i - 1]); // y is from the top
                boolean isAbove = rises && i == last;
                boolean isRight = rises && i < last;
                canvas.text(
                        Digits.of(series.y()[i], 3),
                        xs[i] + (isRight ? POINT : -POINT),
                        ys[i] + (isAbove ? -POINT : 2.2 * POINT),
                        Drawing.FONT,
                        isRight ? Canvas.Anchor.START : Canvas.Anchor.END);
            }
        }
    }

    /// The coordinates `a` of points that have both.
    private static double[] known(double[] a, double[] b) {
        double[] known = new double[a.length];
        int count = 0;
        for (int i = 0; i < a.length; i++) {
            if (!Double.isNaN(a[i] + b[i])) {
                known[count++] = a[i];
            }
        }
        return Arrays.copyOf(known, count);
    }
}
