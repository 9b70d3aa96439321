package hyades.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import hyades.figure.Figure.Kind;
import hyades.figure.Figure.Layout;
import hyades.figure.Figure.Panel;
import hyades.figure.Figure.Scale;
import hyades.figure.Figure.Series;
import hyades.figure.Figure.Style;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The three drawers, by a figure of a line that rises from (0, 0) to (4, 8) over a line that falls: places are
/// computed here from the framed area and the limits of the axes.
class FigureTest {
    private static final Scale TIME = new Scale("Time", "s", Kind.LINEAR);
    private static final double[] X = {0, 1, 2, 3, 4};
    private static final double[] RISING = {0, 2, 4, 6, 8};
    private static final double[] FALLING = {8, 4, Double.NaN, 2, 1};

    @TempDir
    Path folder;

    private static Figure figure(Scale up) {
        return new Figure(
                "lines",
                "Lines <&>",
                "A caption.",
                Layout.STACKED,
                List.of(
                        new Panel(TIME, up, List.of(Series.of("rising", 1, Style.LINE, X, RISING))),
                        new Panel(
                                TIME,
                                new Scale("Falling", "m", Kind.LINEAR),
                                List.of(Series.of("falling", 2, Style.LINE, X, FALLING)))));
    }

    /// With limits of the axis from 0 to 8 the line goes from corner to corner; a pixel may be off by one.
    @Test
    void aRisingLineRises() throws Exception {
        Figure figure = figure(new Scale("Rising", "m", Kind.LINEAR, 0, 8));
        Rectangle area = new Drawing(figure).area(0);
        BufferedImage picture = ImageIO.read(
                PngFigure.write(folder, figure, OptionalInt.empty()).toFile());
        for (double part : new double[] {0.1, 0.25, 0.5, 0.9}) {
            int column = (int) Math.round(area.x + part * area.width);
            assertEquals(area.y + (1 - part) * area.height, middleOf(picture, column, area, Palette.BLUE), 1.5);
        }
    }

    /// Labels of nine characters, such as those of a weak wave; between two digits there are three white
    /// columns, behind a point five.
    @Test
    void labelsLeaveTheTitleItsRoom() throws Exception {
        double[] near = {1 - 3e-6, 1, 1 + 2e-6, 1 + 3e-6};
        Panel panel = new Panel(
                TIME,
                new Scale("Density", "kg/m³", Kind.LINEAR),
                List.of(Series.of("wave", 1, Style.LINE, new double[] {0, 1, 2, 3}, near)));
        Figure figure = new Figure("near", "Near", "A caption.", Layout.STACKED, List.of(panel));
        BufferedImage picture = ImageIO.read(
                PngFigure.write(folder, figure, OptionalInt.empty()).toFile());
        Rectangle area = new Drawing(figure).area(0);
        int longest = 0;
        int white = 0;
        boolean hasTitle = false;
        for (int x = 0; x < area.x - 20; x++) {
            int column = x;
            boolean isWhite = IntStream.range(area.y, area.y + area.height)
                    .allMatch(y -> (picture.getRGB(column, y) & 0xFFFFFF) == 0xFFFFFF);
            hasTitle |= !isWhite;
            white = isWhite && hasTitle ? white + 1 : 0;
            longest = Math.max(longest, white);
        }
        assertTrue(longest >= 8, longest + " white columns between the title and the labels");
    }

    /// By the text chunk, which another program's picture has not, nor a copy of this one without it.
    @Test
    void picturesSayWhoMadeThem() throws Exception {
        Path file = folder.resolve("a.png");
        ImagePlots.view(
                file,
                new ImagePlots.Plane("a", 2, 2, new double[] {1, 2, 3, 4}, ""),
                ColorMap.GREY,
                Stretch.LINEAR,
                OptionalInt.empty());
        assertTrue(ImagePlots.isOne(file));
        ImageIO.write(ImageIO.read(file.toFile()), "png", file.toFile());
        assertFalse(ImagePlots.isOne(file));
        assertFalse(ImagePlots.isOne(folder.resolve("nowhere.png")));
    }

    /// 180 mm are 2126 pixels at 300 dpi, where the line is as high on paper; the `pHYs` chunk (PNG 1.2, 4.2.4.2), 300
    /// pixels an inch in a metre and the unit 1, says so. Without a resolution 1500 pixels have the same width.
    @ParameterizedTest
    @CsvSource({"300, 2126, 11811", "600, 4252, 23622", ", 1500, 8333"})
    void aFinerPictureIsTheSameOnPaper(Integer dpi, int width, int perMetre) throws Exception {
        Figure figure = figure(new Scale("Rising", "m", Kind.LINEAR, 0, 8));
        Rectangle area = new Drawing(figure).area(0);
        OptionalInt wanted = dpi == null ? OptionalInt.empty() : OptionalInt.of(dpi);
        Path file = PngFigure.write(folder, figure, wanted);
        BufferedImage picture = ImageIO.read(file.toFile());
        assertEquals(width, picture.getWidth());
        double fine = width / 1500.0;
        Rectangle finer = new Rectangle(
                (int) (area.x * fine), (int) (area.y * fine), (int) (area.width * fine), (int) (area.height * fine));
        int column = (int) Math.round(finer.x + 0.25 * finer.width);
        assertEquals(finer.y + 0.75 * finer.height, middleOf(picture, column, finer, Palette.BLUE), 1.5 * fine + 1);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        int start = new String(bytes.array(), StandardCharsets.ISO_8859_1).indexOf("pHYs") + 4;
        assertEquals(List.of(perMetre, perMetre, 1), List.of(bytes.getInt(start), bytes.getInt(start + 4), (int)
                bytes.get(start + 8)));
    }

    /// The mean row of the pixels of a colour in a column of the picture.
    private static double middleOf(BufferedImage picture, int column, Rectangle area, int rgb) {
        return IntStream.range(area.y + 1, area.y + area.height)
                .filter(y -> (picture.getRGB(column, y) & 0xFFFFFF) == rgb)
                .average()
                .orElse(Double.NaN);
    }

    /// What the page gets, put where the axis says, is where the SVG has the points and the PNG the colour.
    @Test
    void theDrawersAgreeOnTheData() throws Exception {
        Figure figure = figure(new Scale("Rising", "m", Kind.LINEAR, -1, 9));
        Drawing drawing = new Drawing(figure);
        Rectangle area = drawing.area(0);
        JsonObject panel = JsonFigure.of(figure).get("lines");
        double[] x = numbers(panel.getAsJsonArray("x"));
        double[] y =
                numbers(panel.getAsJsonArray("series").get(0).getAsJsonObject().getAsJsonArray("y"));
        assertArrayEquals(X, x);
        assertArrayEquals(RISING, y);
        Matcher path = Pattern.compile("<path d=\"M([^\"]+)\" fill=\"none\" stroke=\"#0072b2\"")
                .matcher(SvgFigure.of(figure));
        assertTrue(path.find());
        String[] points = path.group(1).split("L");
        assertEquals(x.length, points.length);
        BufferedImage picture = ImageIO.read(
                PngFigure.write(folder, figure, OptionalInt.empty()).toFile());
        for (int i = 0; i < points.length; i++) {
            double across = area.x + x[i] / 4 * area.width;
            double down = area.getMaxY() - (y[i] + 1) / 10 * area.height;
            String[] point = points[i].split(" ");
            assertEquals(across, Double.parseDouble(point[0]), 0.006);
            assertEquals(down, Double.parseDouble(point[1]), 0.006);
            if (i > 0 && i < points.length - 1) { // at its ends the line is under the frame
                assertEquals(Palette.BLUE, picture.getRGB((int) across, (int) down) & 0xFFFFFF);
            }
        }
    }

    private static double[] numbers(JsonArray array) {
        return array.asList().stream()
                .mapToDouble(each -> each.isJsonNull() ? Double.NaN : each.getAsDouble())
                .toArray();
    }

    @Test
    void aGapIsAGapForAll() {
        Figure figure = figure(TIME);
        JsonObject panel = JsonFigure.of(figure).get("lines-2");
        assertArrayEquals(
                FALLING,
                numbers(panel.getAsJsonArray("series").get(0).getAsJsonObject().getAsJsonArray("y")));
        String svg = SvgFigure.of(figure);
        Matcher falling =
                Pattern.compile("stroke=\"#d55e00\" stroke-width=\"2\"").matcher(svg);
        assertEquals(2, falling.results().count(), svg);
        assertTrue(svg.contains("<title>Lines &lt;&amp;&gt;</title>"), svg);
    }

    @Test
    void unitsAreOnTheAxesAndInWords() {
        Figure figure = figure(new Scale("Rising", "km", Kind.LINEAR));
        String svg = SvgFigure.of(figure);
        assertTrue(svg.contains(">Time [s]<") && svg.contains(">Rising [km]<"), svg);
        assertEquals(
                "Rising in km over time. rising: 0 at first, 8 at the end, from 0 to 8.",
                figure.panels().getFirst().summary());
    }

    /// What is too small for an axis of decades is not there; the words do not take the next value for it.
    @Test
    void whatIsNotDrawnAtFirstIsNotTakenForAValue() {
        double[] counts = {Double.NaN, 0.167, 12, Double.NaN};
        Panel panel = new Panel(
                TIME,
                new Scale("Nuclei", "", Kind.DECADES),
                List.of(Series.of("218Po", 1, Style.LINE, counts, counts)));
        assertTrue(
                panel.summary().endsWith("218Po: not drawn at first, not drawn at the end, from 0.167 to 12."),
                panel.summary());
    }

    /// Where an axis puts a value: 4 on one from 0 to 8, from 1 to 16 in octaves, and from 1 to 100 in decades.
    @ParameterizedTest(name = "{0}")
    @CsvSource({"LINEAR, 0, 8, 0.5", "OCTAVES, 1, 16, 0.5", "DECADES, 1, 100, 0.3010"})
    void anAxisCountsAsItsKindSays(Kind kind, double low, double high, double part) {
        double[] values = {low, 4, high};
        double[] x = {0, 1, 2};
        Figure figure = new Figure(
                "one",
                "",
                "",
                new Panel(TIME, new Scale("y", "", kind), List.of(Series.of("a", 3, Style.LINE, x, values))));
        Matcher path = Pattern.compile("<path d=\"M([^\"]+)\" fill=\"none\" stroke=\"#009e73\"")
                .matcher(SvgFigure.of(figure));
        assertTrue(path.find());
        double[] down = Arrays.stream(path.group(1).split("L"))
                .mapToDouble(point -> Double.parseDouble(point.split(" ")[1]))
                .toArray();
        assertEquals(part, (down[0] - down[1]) / (down[0] - down[2]), 1e-4);
    }

    /// Steps hold each value up to the next, a band goes along its upper line and back along its lower, whiskers stand
    /// from low to high, and only a dashed line has dashes. The page gets the same ranges.
    @Test
    void everyStyleHasItsShape() {
        double[] x = {0, 1, 2};
        Figure figure = new Figure(
                "one",
                "",
                "",
                new Panel(
                        TIME,
                        new Scale("Height", "m", Kind.LINEAR, 0, 8),
                        List.of(
                                Series.of("steps", 1, Style.STEPS, x, new double[] {2, 4, 6}),
                                Series.band("band", 2, x, new double[] {1, 2, 3}, new double[] {4, 5, 6}),
                                new Series(
                                        "points",
                                        3,
                                        Style.WHISKERS,
                                        x,
                                        new double[] {2, 3, 4},
                                        new double[] {1, 1.5, 0},
                                        new double[] {5, 6, 7}),
                                Series.of("law", 4, Style.DASHED, x, new double[] {7, 7, 5}))));
        assertEquals(List.of("0 2, 1 2, 1 4, 2 4, 2 6"), shapes(figure, "steps"));
        assertEquals(List.of("0 4, 1 5, 2 6, 2 3, 1 2, 0 1"), shapes(figure, "band"));
        assertEquals(
                List.of("0 2, 1 3, 2 4", "0 1, 0 5", "1 1.5, 1 6", "2 0, 2 7", "0 2", "1 3", "2 4"),
                shapes(figure, "points"));
        assertEquals(List.of("0 7, 1 7, 2 5"), shapes(figure, "law"));
        for (String name : List.of("steps", "band", "points", "law")) {
            assertEquals(name.equals("law"), group(SvgFigure.of(figure), name).contains("stroke-dasharray"), name);
        }
        JsonArray series = JsonFigure.of(figure).get("one").getAsJsonArray("series");
        for (int i = 1; i <= 2; i++) {
            JsonObject each = series.get(i).getAsJsonObject();
            assertArrayEquals(figure.panels().getFirst().series().get(i).low(), numbers(each.getAsJsonArray("low")));
            assertArrayEquals(figure.panels().getFirst().series().get(i).high(), numbers(each.getAsJsonArray("high")));
        }
    }

    /// What is drawn of a series, each line or dot as its points in units of the axes (to 0.1): 0 to 2, and 0 to 8.
    private static List<String> shapes(Figure figure, String name) {
        Rectangle area = new Drawing(figure).area(0);
        return Pattern.compile("M([^\"MZ]+)")
                .matcher(group(SvgFigure.of(figure), name))
                .results()
                .map(path -> Arrays.stream(path.group(1).replace("h0", "").split("L"))
                        .map(point -> point.split(" "))
                        .map(point -> "%s %s"
                                .formatted(
                                        rounded((Double.parseDouble(point[0]) - area.x) / area.width * 2),
                                        rounded((area.getMaxY() - Double.parseDouble(point[1])) / area.height * 8)))
                        .collect(Collectors.joining(", ")))
                .toList();
    }

    private static String rounded(double value) {
        return Double.toString(Math.rint(10 * value) / 10).replaceAll("^-?(.*)\\.0$", "$1");
    }

    private static String group(String svg, String name) {
        String start = "<g><title>" + name + "</title>";
        int from = svg.indexOf(start) + start.length();
        assertTrue(from > start.length(), svg);
        return svg.substring(from, svg.indexOf("</g>", from));
    }

    /// A peak of one row in 100,000 is still there, in few rows.
    @Test
    void manyRowsAreThinnedToTheirExtremes() {
        int n = 100_000;
        double[] x = new double[n];
        double[] y = new double[n];
        Arrays.setAll(x, i -> i);
        y[54_321] = 1;
        y[54_322] = -1;
        Panel thin = new Panel(TIME, TIME, List.of(Series.of("a", 1, Style.LINE, x, y))).thinned(150);
        double[] kept = thin.series().getFirst().x();
        assertTrue(kept.length <= 452, () -> kept.length + " rows");
        assertEquals(1, thin.series().getFirst().y()[Arrays.binarySearch(kept, 54_321)]);
        assertEquals(-1, thin.series().getFirst().y()[Arrays.binarySearch(kept, 54_322)]);
        assertEquals(n - 1, kept[kept.length - 1]);
    }

    @Test
    void aDashedLineOfANamedColourIsNotNamedAgain() {
        Figure figure = new Figure(
                "one",
                "",
                "",
                new Panel(
                        TIME,
                        TIME,
                        List.of(
                                Series.of("mean", 1, Style.LINE, X, RISING),
                                Series.of("its law", 1, Style.DASHED, X, RISING),
                                Series.of("ideal", 0, Style.DASHED, X, RISING))));
        String svg = SvgFigure.of(figure);
        assertTrue(svg.contains(">mean</text>") && svg.contains(">ideal</text>"), svg);
        assertFalse(svg.contains(">its law</text>"), svg);
    }

    @Test
    void withoutRaisedDigitsPowersAreWrittenPlainly() {
        assertEquals("|E| [1e-12 J], 2 × 1e30", GraphicsCanvas.withoutRaised("|E| [10⁻¹² J], 2 × 10³⁰"));
    }

    @Test
    void seriesOfUnequalLengthsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Series.of("a", 1, Style.LINE, X, new double[2]));
        assertThrows(IllegalArgumentException.class, () -> new Figure("a", "", "", Layout.STACKED, List.of()));
    }
}
