package hyades.nbody.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import hyades.figure.Figure;
import hyades.figure.Figure.Panel;
import hyades.figure.Figure.Series;
import hyades.figure.SvgFigure;
import hyades.nbody.Units;
import hyades.page.SampleRuns;
import hyades.page.Section;
import hyades.run.RunDirectory;
import hyades.run.RunRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The oracle is the sample itself: four days of made-up diagnostics and frames, each number told from all others.
class NBodyFiguresTest {
    private static final double DAY = 86_400;

    @TempDir
    Path folder;

    @BeforeEach
    void sample() throws IOException {
        SampleRuns.write(folder, SampleRuns.record("nbody"));
        StringBuilder diagnostics = new StringBuilder("step,time,kineticEnergy,potentialEnergy,totalEnergy,"
                + "relativeEnergyError,virialRatio,radius10,radius50,radius90\n");
        for (int day = 0; day <= 4; day++) {
            diagnostics.append("%d,%s,%d,-%d,-%d,%s,0.%d,1%d,5%d,9%d\n"
                    .formatted(day, day * DAY, 100 + day, 300 + day, 200, -1e-9 * day, 5 + day, day, day, day));
        }
        Files.writeString(folder.resolve("diagnostics.csv"), diagnostics);
        StringBuilder frames = new StringBuilder("step,time,id,x,y\n");
        for (int frame = 0; frame <= 10; frame++) {
            for (int body = 0; body < 100; body++) {
                double x = body == 99 ? 500 : 0.01 * body;
                frames.append("%d,%s,%d,%s,%s\n".formatted(frame, frame * DAY, body, x, 0.1 * frame - x));
            }
        }
        Files.writeString(folder.resolve("frames.csv"), frames);
    }

    private Figure figure(String id) throws IOException {
        List<Figure> all = NBodyFigures.of(new RunDirectory(folder), RunRecord.read(folder.resolve("run.json")));
        assertEquals(
                List.of("energy", "radii", "virial", "frames"),
                all.stream().map(Figure::id).toList());
        return all.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    }

    /// Each frame has the axes of all; of few bodies the way is drawn, as far back as is asked.
    @Test
    void aFilmHasAFigureForEachFrame() throws IOException {
        RunDirectory directory = new RunDirectory(folder);
        RunRecord record = RunRecord.read(folder.resolve("run.json"));
        List<Figure> many = NBodyFigures.film(Film.ofAnySize(directory).orElseThrow(), record, 2, null);
        assertEquals(11, many.size());
        assertEquals("t = 10 d, 99 outside", many.getLast().panels().getFirst().title());
        assertEquals(1, many.getLast().panels().getFirst().series().size());
        Files.writeString(folder.resolve("frames.csv"), """
            step,time,id,x,y
            0,0,a,1,2
            0,0,b,3,4
            1,86400,a,5,6
            1,86400,b,7,8
            2,172800,a,9,-10
            2,172800,b,-1,-2
            """);
        Film film = Film.ofAnySize(directory).orElseThrow();
        Panel last = NBodyFigures.film(film, record, 1, null).getLast().panels().getFirst();
        assertEquals(10.5, last.across().to());
        assertArrayEquals(new double[] {1, 5, 9}, last.series().get(0).x());
        assertArrayEquals(new double[] {2, 6, -10}, last.series().get(0).y());
        assertArrayEquals(new double[] {-1}, last.series().get(3).x());
        Panel shorter = NBodyFigures.film(film, record, 1, 1).getLast().panels().getFirst();
        assertArrayEquals(new double[] {5, 9}, shorter.series().get(0).x());
        assertEquals(
                2,
                NBodyFigures.film(film, record, 1, 0)
                        .getLast()
                        .panels()
                        .getFirst()
                        .series()
                        .size());
    }

    private static Series series(Panel panel, String name) {
        return panel.series().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// G = 1 holds in many units: no figure and no film says which, and times are those of the files. The G of
    /// another year's CODATA is still that of SI.
    @Test
    void whereGIsNotThatOfNatureNothingHasAUnit() throws Exception {
        JsonObject record = SampleRuns.record("nbody");
        record.getAsJsonObject("results").addProperty("gravitationalConstant", 1.0);
        SampleRuns.write(folder, record);
        for (String id : List.of("energy", "radii", "virial", "frames")) {
            for (Panel panel : figure(id).panels()) {
                assertEquals("", panel.across().unit(), id);
                assertEquals("", panel.up().unit(), id);
            }
        }
        assertArrayEquals(
                new double[] {0, DAY, 2 * DAY, 3 * DAY, 4 * DAY},
                series(figure("energy").panels().getFirst(), "kinetic").x());
        assertEquals("t = 0, 1 outside", figure("frames").panels().getFirst().title());
        Told told = Told.of(RunRecord.read(folder.resolve("run.json")), new double[] {DAY});
        assertEquals(
                "",
                Player.of(Film.of(new RunDirectory(folder)).orElseThrow(), told)
                        .get("unit")
                        .getAsString());
        RunRecord own = RunRecord.read(folder.resolve("run.json"));
        assertEquals("", new NBodyFeature().unit(own, "mass", "kg"));
        assertEquals("s", new NBodyFeature().unit(own, "steppingSeconds", "s"));
        record.getAsJsonObject("results").addProperty("gravitationalConstant", 6.67408e-11);
        SampleRuns.write(folder, record);
        assertEquals("J", figure("energy").panels().getFirst().up().unit());
        assertEquals("kg", new NBodyFeature().unit(RunRecord.read(folder.resolve("run.json")), "mass", "kg"));
    }

    /// 345,600 units of 30,856,775,814,913,673 s, and 4 of them; a year is 31,557,600 s.
    @ParameterizedTest(name = "{0}: {1}, {2}, {3}")
    @CsvSource({
        "astro, Gyr, Msun (km/s)², kpc, 337925",
        "solar, kyr, Msun (au/yr)², au, 345.6",
        "solar-day, yr, Msun (au/d)², au, 946.201"
    })
    void axesAndFilmAreInTheUnitsOfTheRun(String units, String time, String energy, String length, double last)
            throws Exception {
        JsonObject record = SampleRuns.record("nbody");
        record.getAsJsonObject("results").addProperty("units", units);
        record.getAsJsonObject("results").addProperty("length", 4 * DAY);
        SampleRuns.write(folder, record);
        Panel energies = figure("energy").panels().getFirst();
        assertEquals(time, energies.across().unit());
        assertEquals(energy, energies.up().unit());
        double[] times = series(energies, "kinetic").x();
        assertEquals(last, times[times.length - 1], 2e-6 * last);
        assertEquals(length, figure("radii").panels().getFirst().up().unit());
        assertEquals(length, figure("frames").panels().getFirst().across().unit());
        assertTrue(figure("frames").panels().getFirst().title().startsWith("t = 0 " + time));
        RunRecord read = RunRecord.read(folder.resolve("run.json"));
        JsonObject film =
                Player.of(Film.of(new RunDirectory(folder)).orElseThrow(), Told.of(read, new double[] {4 * DAY}));
        assertEquals(time, film.get("unit").getAsString());
        assertEquals(length, film.get("length").getAsString());
        assertEquals(energy, new NBodyFeature().unit(read, "finalEnergy", "J"));
        assertEquals("s", new NBodyFeature().unit(read, "steppingSeconds", "s"));
    }

    @Test
    void energiesAreInJoulesOverDaysOf86400Seconds() throws Exception {
        Panel energies = figure("energy").panels().getFirst();
        assertEquals("d", energies.across().unit());
        assertEquals("J", energies.up().unit());
        assertArrayEquals(
                new double[] {0, 1, 2, 3, 4}, series(energies, "kinetic").x());
        assertArrayEquals(
                new double[] {100, 101, 102, 103, 104},
                series(energies, "kinetic").y());
        assertArrayEquals(
                new double[] {-300, -301, -302, -303, -304},
                series(energies, "potential").y());
        assertArrayEquals(
                new double[] {-200, -200, -200, -200, -200},
                series(energies, "total").y());
    }

    /// The error has no sign on its axis of decades; a run without any says so.
    @Test
    void theErrorIsBelowTheEnergies() throws Exception {
        Panel errors = figure("energy").panels().get(1);
        assertEquals(Figure.Kind.DECADES, errors.up().kind());
        assertArrayEquals(
                new double[] {0, 1e-9, 2e-9, 3e-9, 4e-9},
                errors.series().getFirst().y(),
                1e-20);
        assertEquals("", errors.note());
        Path file = folder.resolve("diagnostics.csv");
        Files.writeString(file, Files.readString(file).replaceAll("-[0-9.]+E-9", "0.0"));
        assertEquals("0 at every time", figure("energy").panels().get(1).note());
    }

    @Test
    void aRadiusIsNamedByThePartOfTheMassItHolds() throws Exception {
        Panel radii = figure("radii").panels().getFirst();
        assertEquals("m", radii.up().unit());
        assertArrayEquals(
                new double[] {10, 11, 12, 13, 14}, series(radii, "10 %").y());
        assertArrayEquals(
                new double[] {50, 51, 52, 53, 54}, series(radii, "50 %").y());
        assertArrayEquals(
                new double[] {90, 91, 92, 93, 94},
                series(radii, "90 % of the mass").y());
    }

    @Test
    void theVirialRatioIsDrawn() throws Exception {
        Panel virial = figure("virial").panels().getFirst();
        assertArrayEquals(
                new double[] {.5, .6, .7, .8, .9}, virial.series().getFirst().y(), 1e-15);
    }

    /// Few bodies are told apart in the legend, by name or else by id.
    @Test
    void fewBodiesAreCalledByTheirNames() throws Exception {
        Files.writeString(
                folder.resolve("frames.csv"),
                "step,time,id,name,x,y\n0,0,7,Sun,0,0\n0,0,3,,1,0\n1,5,7,Sun,0,0\n1,5,3,,1,0\n");
        assertEquals(
                List.of("Sun", "body 3"),
                figure("frames").panels().getLast().series().stream()
                        .map(Series::name)
                        .toList());
    }

    /// A run may keep the frames of some bodies only.
    @Test
    void whetherAllBodiesAreShownIsSaid() throws Exception {
        assertEquals("All bodies.", figure("frames").caption());
        for (int bodies : new int[] {100, 101}) {
            JsonObject record = SampleRuns.record("nbody");
            record.getAsJsonObject("results").addProperty("bodies", bodies);
            SampleRuns.write(folder, record);
            assertEquals(
                    bodies == 100 ? "All bodies." : "100 of all bodies.",
                    figure("frames").caption());
        }
    }

    /// Six of eleven frames, the first and the last among them; the far body is outside of each.
    @Test
    void framesAreOfTheBodiesAtSixTimes() throws Exception {
        Figure frames = figure("frames");
        assertEquals(
                IntStream.of(0, 2, 4, 6, 8, 10)
                        .mapToObj(day -> "t = %d d, 1 outside".formatted(day))
                        .toList(),
                frames.panels().stream().map(Panel::title).toList());
        Series last = frames.panels().getLast().series().getFirst();
        assertEquals(0.42, last.x()[42], 1e-12);
        assertEquals(1 - 0.42, last.y()[42], 1e-12);
        double half = frames.panels().getFirst().up().to();
        assertTrue(half >= 1 && half < 1.2, () -> "half the width is " + half);
        assertEquals(-half, frames.panels().getFirst().up().from());
    }

    /// Six shots of two bodies in space, of which one has a name.
    private void nameBodies() throws IOException {
        StringBuilder frames = new StringBuilder("step,time,id,name,x,y,z\n");
        for (int frame = 0; frame < 6; frame++) {
            frames.append("%1$d,%2$s,1,Sun,0,0,0\n%1$d,%2$s,2,,1,%1$d,9\n".formatted(frame, frame * DAY));
        }
        Files.writeString(folder.resolve("frames.csv"), frames);
    }

    @Test
    void bodiesInSpaceAreShownByTheirNamesAndTheProjectionByItsAxes() throws Exception {
        nameBodies();
        Panel last = figure("frames").panels().getLast();
        assertEquals("t = 5 d, x–y", last.title());
        assertEquals(
                List.of("Sun", "body 2"),
                last.series().stream().map(Series::name).toList());
        Figure frames = figure("frames");
        assertEquals(6, Files.readString(SvgFigure.write(folder, frames)).split(">Sun</text>", -1).length - 1);
        JsonObject film =
                Player.of(Film.of(new RunDirectory(folder)).orElseThrow(), new Told("d", DAY, Units.of(6.6743e-11)));
        assertEquals("[\"Sun\",\"body 2\"]", film.get("names").toString());
    }

    private JsonObject player() throws IOException {
        return Player.of(Film.of(new RunDirectory(folder)).orElseThrow(), new Told("d", DAY, Units.SI));
    }

    /// Bytes from the lowest to the highest, by the logarithm where they are far apart; what is the same for all tells
    /// nothing, and a body without mass is at the lowest.
    @Test
    void thePlayerColoursByMassAndSpeed() throws IOException {
        Files.writeString(folder.resolve("frames.csv"), """
            step,time,id,x,y,mass,speed
            0,0,1,1,2,0,2
            0,0,2,3,4,1,3
            0,0,3,3,4,1e2,4
            0,0,4,3,4,1e4,2
            """);
        JsonObject mass = player().getAsJsonArray("quantities").get(0).getAsJsonObject();
        JsonObject speed = player().getAsJsonArray("quantities").get(1).getAsJsonObject();
        byte[] masses = Base64.getDecoder().decode(mass.get("values").getAsString());
        byte[] speeds = Base64.getDecoder().decode(speed.get("values").getAsString());
        assertArrayEquals(new byte[] {0, 0, (byte) 128, (byte) 255}, masses);
        assertArrayEquals(new byte[] {0, (byte) 128, (byte) 255, 0}, speeds);
        assertEquals("kg", mass.get("unit").getAsString());
        assertEquals("m/s", speed.get("unit").getAsString());
        assertEquals(1, mass.get("low").getAsDouble());
        assertEquals(1e4, mass.get("high").getAsDouble());
        Files.writeString(folder.resolve("frames.csv"), """
            step,time,id,x,y,mass,speed
            0,0,1,1,2,5,0
            0,0,2,3,4,5,0
            """);
        assertEquals(0, player().getAsJsonArray("quantities").size());
    }

    /// The body in the middle of a disc, say, which nobody would see among the others.
    @Test
    void heavyBodiesAreDrawnOverTheOthers() throws Exception {
        StringBuilder frames = new StringBuilder("step,time,id,x,y,mass,speed\n0,0,0,0,0,90,0\n");
        for (int body = 1; body < 10; body++) {
            frames.append("0,0,%d,%d,1,%d,0\n".formatted(body, body, body < 9 ? 1 : 10));
        }
        Files.writeString(folder.resolve("frames.csv"), frames);
        List<Series> series = figure("frames").panels().getFirst().series();
        assertEquals(
                List.of("bodies", "heavy bodies"),
                series.stream().map(Series::name).toList());
        assertEquals(9, series.getFirst().x().length);
        assertArrayEquals(new double[] {0}, series.getLast().x());
    }

    /// A run of a year, of which four and ten days are there: told in years by all, wherever each ends.
    @Test
    void allAreToldInOneUnitOfTime() throws Exception {
        JsonObject record = SampleRuns.record("nbody");
        record.getAsJsonObject("results").addProperty("timeStep", 3 * 365.25 * DAY / 3000);
        SampleRuns.write(folder, record);
        assertEquals("yr", figure("energy").panels().getFirst().across().unit());
        assertEquals("t = 0 yr, 1 outside", figure("frames").panels().getFirst().title());
        List<Section> sections = new NBodyFeature().sections(SampleRuns.run(folder, new NBodyFeature()));
        assertEquals(
                "yr",
                sections.getFirst()
                        .data()
                        .get("player")
                        .getAsJsonObject()
                        .get("unit")
                        .getAsString());
    }

    @Test
    void aFilmTooLargeForThePageIsNotCalledDamaged() throws Exception {
        try (RandomAccessFile film =
                new RandomAccessFile(folder.resolve("frames.csv").toFile(), "rw")) {
            film.setLength(Film.MOST_BYTES + 1);
        }
        assertEquals(
                List.of("energy", "radii", "virial"),
                NBodyFigures.of(new RunDirectory(folder), RunRecord.read(folder.resolve("run.json"))).stream()
                        .map(Figure::id)
                        .toList());
        List<Section> sections = new NBodyFeature().sections(SampleRuns.run(folder, new NBodyFeature()));
        assertTrue(
                sections.getFirst().content().toString().contains("has 17 MB; of more than 16 MB a page shows no film"),
                sections::toString);
        assertEquals("diagnostics", sections.get(1).id());
    }

    /// Of a run whose times are told in days: an event after one of them, 86400 s.
    @Test
    void thePageListsWhatHappened() throws Exception {
        List<Section> without = new NBodyFeature().sections(SampleRuns.run(folder, new NBodyFeature()));
        Files.writeString(
                folder.resolve("events.csv"),
                "step,time,event,body,other,distance\n3,86400.0,encounter,7,2,0.25\n4,172800.0,escape,<b>,,2.0\n");
        List<Section> sections = new NBodyFeature().sections(SampleRuns.run(folder, new NBodyFeature()));
        assertEquals(without.size() + 1, sections.size());
        String page = sections.getLast().content().toString();
        assertTrue(page.contains("2 lines in <code>events.csv</code>"), page);
        assertTrue(page.contains("Time [d]") && page.contains("Distance [m]"), page);
        assertTrue(page.contains("encounter") && page.contains("0.25") && page.contains("&lt;b"), page);
    }
}
