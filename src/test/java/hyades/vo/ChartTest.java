package hyades.vo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {
    private static final Chart CHART = new Chart(new SkyPoint(193.65, -12.57), 0.45);

    /// North is up and east to the left: a point a quarter of the width to the north lies a quarter
    /// above the middle, to the roundings and what the plane's stretching adds, 0.45°³/3 in radians,
    /// 1e-7 of the width.
    @Test
    void northIsUpAndEastToTheLeft() {
        assertArrayEquals(new double[] {0.5, 0.5}, CHART.place(CHART.centre()), 1e-15);
        assertArrayEquals(new double[] {0.5, 0.25}, CHART.place(new SkyPoint(193.65, -12.57 + 0.1125)), 1e-5);
        double cos = Math.cos(Math.toRadians(12.57));
        double[] east = CHART.place(new SkyPoint(193.65 + 0.1125 / cos, -12.57));
        assertArrayEquals(new double[] {0.25, 0.5}, east, 1e-4); // the parallel bends by 0.1125²·tan(12.57°)/2 rad
        assertTrue(east[1] > 0.5, "away from the nearer pole's side");
        assertTrue(CHART.shows(new SkyPoint(193.65, -12.35)));
        assertFalse(CHART.shows(new SkyPoint(193.65, -12.34)));
        assertFalse(CHART.shows(new SkyPoint(13.65, 12.57)));
    }

    /// A corner: √2 of half the width, but for the stretching.
    @Test
    void theCircleGoesThroughTheCorners() {
        assertEquals(0.45 / Math.sqrt(2), CHART.radius(), 1e-5);
        Chart wide = new Chart(new SkyPoint(0, 90), 60);
        assertEquals(Math.toDegrees(Math.atan(Math.sqrt(2) * Math.tan(Math.toRadians(30)))), wide.radius(), 1e-6);
        assertTrue(wide.radius() >= wide.centre().separation(wide.projection().toSky(wide.half(), -wide.half())));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 0.0009, 60.1, Double.NaN})
    void otherWidthsAreRefused(double fov) {
        assertThrows(IllegalArgumentException.class, () -> new Chart(new SkyPoint(0, 0), fov));
    }

    @ParameterizedTest
    @CsvSource({"0.45, 300", "60, 36000", "1, 600", "0.001, 1", "0.1, 60"})
    void theBarIsAtMostAQuarterLong(double fov, int arcsec) {
        Chart chart = new Chart(new SkyPoint(0, 0), fov);
        assertEquals(arcsec, chart.bar());
        assertTrue(chart.length(arcsec) <= 0.28 && chart.length(arcsec) > 0.08, () -> "" + chart.length(arcsec));
    }

    @Test
    void linesHaveRoundNumbers() {
        Graticule graticule = CHART.graticule();
        assertEquals(
                List.of("12h54m00s", "12h54m30s", "12h55m00s", "12h55m30s"),
                graticule.meridians().stream()
                        .filter(line -> !Double.isNaN(line.crossing()))
                        .map(Graticule.Line::label)
                        .toList());
        assertEquals(
                List.of("−12°40′", "−12°30′"),
                graticule.parallels().stream()
                        .filter(line -> !Double.isNaN(line.crossing()))
                        .map(Graticule.Line::label)
                        .toList());
    }

    /// Everywhere: each point of a line has the line's own coordinate, where labels stand the line
    /// crosses the border, and there are between two and fifteen lines of each kind, but around a pole.
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0.45",
        "193.65, -12.57, 0.45",
        "359.99, 45, 10",
        "0.01, -89, 1",
        "10, 89.9, 0.45",
        "120, 90, 5",
        "200, -90, 60",
        "77, 60, 0.001",
        "15, 30, 60",
        "300, -60, 0.01"
    })
    void linesAreWhereTheirLabelsSay(double ra, double dec, double fov) {
        Chart chart = new Chart(new SkyPoint(ra, dec), fov);
        Gnomonic projection = chart.projection();
        for (boolean isMeridian : new boolean[] {true, false}) {
            List<Graticule.Line> lines = isMeridian
                    ? chart.graticule().meridians()
                    : chart.graticule().parallels();
            assertTrue(lines.size() >= 2 && lines.size() <= 15, () -> "" + lines.size());
            for (Graticule.Line line : lines) {
                double value = value(line.label(), isMeridian);
                for (double[] point : line.points()) {
                    SkyPoint there = projection.toSky(point[0], point[1]);
                    double expected = isMeridian ? Math.IEEEremainder(there.ra() - value, 360) : there.dec() - value;
                    double size = isMeridian ? Math.cos(Math.toRadians(there.dec())) : 1;
                    assertEquals(0, expected * size, 1e-9, line.label());
                }
                double border = isMeridian ? -chart.half() : chart.half();
                if (!Double.isNaN(line.crossing())) {
                    SkyPoint there = isMeridian
                            ? projection.toSky(line.crossing(), border)
                            : projection.toSky(border, line.crossing());
                    double off = isMeridian
                            ? Math.IEEEremainder(there.ra() - value, 360) * Math.cos(Math.toRadians(there.dec()))
                            : there.dec() - value;
                    assertEquals(0, off, 2e-3 * fov, line.label()); // the chord of a sampled curve
                }
            }
        }
    }

    private static double value(String label, boolean isMeridian) {
        String[] parts = label.replace('−', '-').split("[hms°′″]");
        double value = 0;
        for (int i = parts.length - 1; i >= 0; i--) {
            value = value / 60 + Math.abs(Double.parseDouble(parts[i]));
        }
        return (label.startsWith("−") ? -value : value) * (isMeridian ? 15 : 1);
    }

    /// Labels of random marks: none covers another or a mark, all are within, and most find a place.
    @Test
    void labelsCoverNothing() {
        SplittableRandom random = new SplittableRandom(7);
        Rectangle2D area = new Rectangle2D.Double(0, 0, 500, 500);
        List<Rectangle2D> marks = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            marks.add(new Rectangle2D.Double(random.nextDouble(490), random.nextDouble(490), 10, 10));
        }
        LabelPlaces places = new LabelPlaces(area, marks);
        List<Rectangle2D> labels = new ArrayList<>();
        for (Rectangle2D mark : marks) {
            Rectangle2D label = places.place(mark, 60, 14);
            if (label != null) {
                assertTrue(area.contains(label));
                assertTrue(marks.stream().noneMatch(label::intersects));
                assertTrue(labels.stream().noneMatch(label::intersects));
                labels.add(label);
            }
        }
        assertTrue(labels.size() >= 40, () -> "" + labels.size());
    }

    @Test
    void labelsWithoutAPlaceAreLeftOut() {
        Rectangle2D area = new Rectangle2D.Double(0, 0, 40, 40);
        Rectangle2D mark = new Rectangle2D.Double(15, 15, 10, 10);
        assertNull(new LabelPlaces(area, List.of(mark)).place(mark, 50, 10));
        assertNotNull(new LabelPlaces(area, List.of(mark)).place(mark, 30, 10));
    }

    @ParameterizedTest
    @CsvSource({
        "G, GALAXY",
        "GiP, GALAXY",
        "QSO, ACTIVE",
        "*, STAR",
        "PM*, STAR",
        "V*, STAR",
        "SN*, STAR",
        "Psr, STAR",
        "GlC, CLUSTER",
        "Cl*, CLUSTER",
        "As*, CLUSTER",
        "ClG, GROUP",
        "PN, NEBULA",
        "HII, NEBULA",
        "Rad, RADIO",
        "IR, INFRARED",
        "X, HIGH_ENERGY",
        "?, OTHER",
        "'', OTHER",
        "<b>, OTHER"
    })
    void kindsAreTheOnesOfSimbadsTypes(String type, ObjectKind kind) {
        assertEquals(kind, ObjectKind.of(type));
    }
}
