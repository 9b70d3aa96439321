package hyades.figure;

import hyades.figure.Canvas.Anchor;
import hyades.figure.Canvas.Ink;
import hyades.figure.Figure.Layout;
import hyades.figure.Figure.Panel;
import hyades.figure.Figure.Style;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How a figure lies on paper: where its panels are, and around each its frame, ticks, labels and titles. Panels are
/// placed by their framed area, so that they line up whatever their labels.
final class Drawing {
    /// What the widest figures are wide; a unit is a pixel of a picture for the screen.
    static final int WIDTH = 1500;

    /// For labels and a title at the left, unless they take more.
    private static final int LEAST_LEFT = 130;

    /// Of that, what is not labels.
    private static final int BESIDE_LABELS = 52;

    /// Of the size of its font a digit is wide, in the fonts that Java draws with and browsers show.
    private static final double DIGIT = 0.64;

    private static final int RIGHT = 40;
    private static final int TITLE = 44;
    private static final int BELOW = 90;
    private static final int GAP = 30;

    /// Side of a tile, and the gap to its neighbour at the right.
    private static final int SIDE = 430;

    private static final int TILE_GAP = 40;
    private static final int TILES_IN_A_ROW = 3;

    /// Above and below the values, as a part of an axis that has both.
    private static final double MARGIN = 0.04;

    static final int FONT = 20;

    /// Room for the value above a point.
    private static final int LABEL = 24;

    private static final int AXIS_FONT = 22;
    private static final int TICK = 7;

    /// Parts that a long line is thinned to: a plot area has not many more pixels across.
    private static final int PARTS = 1400;

    private final Figure figure;
    private final List<Rectangle> areas = new ArrayList<>();
    private final int width;
    private final int height;
    private int left = LEAST_LEFT;

    Drawing(Figure figure) {
        this.figure = figure;
        place();
        int needed = (int) Math.ceil(BESIDE_LABELS + widestAtLeft());
        if (needed > left) {
            left = needed;
            place();
        }
        width = figure.layout() == Layout.TILES ? left + columns() * (SIDE + TILE_GAP) : WIDTH;
        height = areas.getLast().y + areas.getLast().height + BELOW;
    }

    private void place() {
        areas.clear();
        switch (figure.layout()) {
            case STACKED -> stack();
            case SIDE_BY_SIDE -> putSideBySide();
            case TILES -> tile();
        }
    }

    /// The labels of the axes up, as wide as if their points were half a digit.
    private double widestAtLeft() {
        double widest = 0;
        for (int i = 0; i < areas.size(); i++) {
            Panel panel = figure.panels().get(i);
            for (Axis.Tick tick : ticksUp(panel, axis(panel.up(), up(panel), MARGIN, 0), areas.get(i))) {
                double digits = tick.label()
                        .chars()
                        .mapToDouble(c -> c == '.' ? 0.5 : 1)
                        .sum();
                widest = Math.max(widest, DIGIT * FONT * digits);
            }
        }
        return widest;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /// The framed area of a panel [px].
    Rectangle area(int panel) {
        return areas.get(panel);
    }

    /// The axis of a panel across, as it is drawn.
    Axis across(int panel) {
        return axis(figure.panels().get(panel).across(), across(figure.panels().get(panel)), 0, 0);
    }

    private void stack() {
        boolean single = figure.panels().size() == 1;
        int top = 0;
        for (Panel panel : figure.panels()) {
            boolean first = areas.isEmpty();
            top += panel.title().isEmpty() ? GAP : TITLE;
            int high = single ? 760 : first ? 560 : 340;
            areas.add(new Rectangle(left, top, WIDTH - left - RIGHT, high));
            top += high;
        }
    }

    private void putSideBySide() {
        int count = figure.panels().size();
        int wide = WIDTH / count - left - RIGHT;
        boolean isTitled =
                figure.panels().stream().anyMatch(panel -> !panel.title().isEmpty());
        for (int i = 0; i < count; i++) {
            areas.add(new Rectangle(left + i * (WIDTH / count), isTitled ? TITLE : GAP, wide, 560));
        }
    }

    private void tile() {
        for (int i = 0; i < figure.panels().size(); i++) {
            int x = left + i % columns() * (SIDE + TILE_GAP);
            areas.add(new Rectangle(x, TITLE + i / columns() * (SIDE + TITLE), SIDE, SIDE));
        }
    }

    private int columns() {
        int count = figure.panels().size();
        return count == 4 ? 2 : Math.min(count, TILES_IN_A_ROW);
    }

    void draw(Canvas canvas) {
        for (int i = 0; i < figure.panels().size(); i++) {
            draw(i, canvas);
        }
    }

    private void draw(int index, Canvas canvas) {
        Panel panel = figure.panels().get(index).thinned(PARTS);
        Rectangle area = areas.get(index);
        Legend legend = figure.layout() == Layout.TILES ? Legend.NONE : Legend.of(panel, area.width, canvas);
        Axis x = across(index);
        int labels = panel.series().stream().anyMatch(each -> each.style() == Style.LABELLED) ? LABEL : 0;
        Axis y = axis(panel.up(), up(panel), MARGIN, (legend.height() + labels) / (double) area.height);
        canvas.begin(panel.title().isEmpty() ? panel.up().name() : panel.title(), null);
        ticksAcross(canvas, area, panel, x, isLabelledBelow(index));
        ticksUp(canvas, area, panel, y, isLabelledAtLeft(index));
        canvas.begin("curves", area);
        new Curves(canvas, area, x, y).draw(panel);
        canvas.end();
        frame(canvas, area);
        legend.draw(canvas, area);
        double middle = area.getCenterX();
        text(canvas, panel.title(), middle, area.y - 12.0, FONT);
        text(canvas, panel.note(), middle, area.getCenterY(), FONT);
        canvas.end();
    }

    private static void text(Canvas canvas, String text, double x, double y, int size) {
        if (!text.isEmpty()) {
            canvas.text(text, x, y, size, Anchor.MIDDLE);
        }
    }

    private boolean isLabelledBelow(int index) {
        return switch (figure.layout()) {
            case STACKED -> index == figure.panels().size() - 1;
            case SIDE_BY_SIDE -> true;
            case TILES -> index + columns() >= figure.panels().size();
        };
    }

    private boolean isLabelledAtLeft(int index) {
        return figure.layout() != Layout.TILES || index % columns() == 0;
    }

    private static double[] across(Panel panel) {
        return panel.series().stream()
                .flatMapToDouble(each -> Arrays.stream(each.x()))
                .toArray();
    }

    private static double[] up(Panel panel) {
        return panel.series().stream()
                .flatMap(Figure.Series::values)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    /// @param margin, room beside the values and for the legend, as parts of the axis
    private static Axis axis(Figure.Scale scale, double[] values, double margin, double room) {
        if (scale.from() < scale.to()) {
            return Axis.linear(scale.name(), scale.unit(), scale.from(), scale.to());
        }
        return switch (scale.kind()) {
            case LINEAR -> Axis.linear(scale.name(), scale.unit(), values).padded(margin, Math.max(margin, room));
            case FROM_ZERO, COUNTS_FROM_ZERO -> {
                double[] withZero = Arrays.copyOf(values, values.length + 1);
                yield Axis.linear(scale.name(), scale.unit(), withZero).padded(0, Math.max(0.05, room));
            }
            case DECADES -> Axis.decades(scale.title(), values).padded(0, room);
            case OCTAVES, COUNTS -> Axis.powersOfTwo(scale.title(), values).padded(0, room);
        };
    }

    private static void ticksAcross(Canvas canvas, Rectangle area, Panel panel, Axis x, boolean below) {
        int spacing = Math.max(75, area.width / 12);
        double bottom = area.getMaxY();
        for (Axis.Tick tick : x.ticks(area.width, spacing, panel.across().kind().isWhole())) {
            double place = x.place(tick.at(), area.getMinX(), area.getMaxX());
            stroke(canvas, place, area.y, place, bottom, Palette.GRID);
            stroke(canvas, place, bottom, place, bottom + TICK, Palette.FRAME);
            if (below) {
                canvas.text(tick.label(), place, bottom + 32, FONT, Anchor.MIDDLE);
            }
        }
        if (below) {
            canvas.text(x.title(), area.getCenterX(), bottom + 68, AXIS_FONT, Anchor.MIDDLE);
        }
    }

    private static List<Axis.Tick> ticksUp(Panel panel, Axis y, Rectangle area) {
        boolean square = area.width == area.height; // such a panel shows space, with the same ticks both ways
        int spacing = square ? 75 : Math.max(55, area.height / 10);
        return y.ticks(area.height, spacing, panel.up().kind().isWhole());
    }

    private static void ticksUp(Canvas canvas, Rectangle area, Panel panel, Axis y, boolean left) {
        double widest = 0;
        for (Axis.Tick tick : ticksUp(panel, y, area)) {
            double place = y.place(tick.at(), area.getMaxY(), area.getMinY());
            stroke(canvas, area.x, place, area.getMaxX(), place, Palette.GRID);
            stroke(canvas, area.x - TICK, place, area.x, place, Palette.FRAME);
            if (left) {
                widest = Math.max(widest, canvas.width(tick.label(), FONT));
                canvas.text(tick.label(), area.x - 14.0, place + 7, FONT, Anchor.END);
            }
        }
        if (left) {
            canvas.textUpwards(y.title(), Math.max(22, area.x - 30 - widest), area.getCenterY(), AXIS_FONT);
        }
    }

    private static void stroke(Canvas canvas, double x1, double y1, double x2, double y2, Ink ink) {
        canvas.line(new double[] {x1, x2}, new double[] {y1, y2}, 1, 0, ink);
    }

    private static void frame(Canvas canvas, Rectangle area) {
        double right = area.getMaxX();
        double bottom = area.getMaxY();
        canvas.line(
                new double[] {area.x, right, right, area.x, area.x},
                new double[] {area.y, area.y, bottom, bottom, area.y},
                1,
                0,
                Palette.FRAME);
    }
}
