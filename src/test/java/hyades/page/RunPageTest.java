package hyades.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hyades.cli.HyadesCommand;
import hyades.run.RunDirectory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunPageTest {
    private static final String DIAGNOSTICS =
            "step,time,kineticEnergy,potentialEnergy,totalEnergy,relativeEnergyError,virialRatio,radius10,radius50,radius90\n";

    @TempDir
    Path folder;

    private String page() throws IOException {
        return Files.readString(RunPage.write(new RunDirectory(folder), HyadesCommand.FEATURES));
    }

    private static JsonObject data(String page) {
        int start = page.indexOf("id=\"data\">") + "id=\"data\">".length();
        return JsonParser.parseString(page.substring(start, page.indexOf("</script>", start)))
                .getAsJsonObject();
    }

    private static long count(String page, String text) {
        return (page.length() - page.replace(text, "").length()) / text.length();
    }

    @Test
    void aRecordAloneMakesAPage() throws Exception {
        SampleRuns.write(folder, SampleRuns.record("something new"));
        String page = page();
        assertTrue(page.contains("<h1>something new</h1>"), page);
        assertTrue(page.contains("./hyades -n 2 &#39;something new&#39; --out &#39;a folder&#39;"), page);
        assertTrue(page.contains("Time steps per second</th><td>1234</td>"), page);
        assertTrue(page.contains("From the command to the first step</th><td>not known"), page);
        assertTrue(page.contains("2026-01-02 03:04 UTC"), page);
        assertFalse(page.contains("data-chart="), page);
        assertEquals(0, data(page).getAsJsonObject("charts").size());
    }

    /// By the record: Amdahl's law misses the points by 12.5 times the scatter's variance; of the other nothing is
    /// told.
    @Test
    void aStudySaysWhetherTheLawsFit() throws Exception {
        SampleRuns.study(folder);
        String page = page().replaceAll(">\\s+<", "><");
        assertTrue(
                page.contains("<td>Amdahl</td><td class=\"number\" data-value=\"1.0\">1</td><td>no</td>"
                        + "<td class=\"number\" data-value=\"12.5\">12.5</td>"),
                page);
        assertTrue(
                page.contains("<td>Universal scalability law</td><td class=\"number\" data-value=\"1.0\">1</td>"
                        + "<td>cannot tell: the repeats do not differ</td>"),
                page);
    }

    /// The only script and style elements are the page's own, and its policy names nothing that could be loaded.
    @ParameterizedTest(name = "of a run of {0}")
    @ValueSource(strings = {"something new", "nbody", "decay", "images filter", "scaling"})
    void nothingInARunDirectoryBecomesMarkup(String command) throws Exception {
        String evil = SampleRuns.HOSTILE;
        JsonObject record = SampleRuns.record("nbody");
        record.addProperty("command", command + " " + evil);
        record.addProperty("host", evil);
        record.addProperty("started", evil);
        record.addProperty("launch", evil);
        record.getAsJsonArray("arguments").add(evil);
        record.getAsJsonObject("versions").addProperty(evil, evil);
        record.getAsJsonObject("results").addProperty(evil, evil);
        record.getAsJsonObject("rates").addProperty(evil, 1.5);
        record.getAsJsonArray("perRank").get(0).getAsJsonObject().addProperty("host", evil);
        SampleRuns.study(folder);
        SampleRuns.trace(folder, 10);
        for (String file : List.of("scaling.json", "trace.json")) {
            Path path = folder.resolve(file);
            Files.writeString(
                    path,
                    Files.readString(path)
                            .replace("Communication limits it", evil.replace("\"", "\\\""))
                            .replace("allgather", evil.replace("\"", "\\\"")));
        }
        SampleRuns.write(folder, record);
        String quoted = "\"" + evil.replace("\"", "\"\"") + "\"";
        Files.writeString(
                folder.resolve("summary.csv"),
                "file," + quoted + ",outcome\n" + quoted + ",1,\"failed: " + quoted.substring(1) + "\n");
        Files.writeString(
                folder.resolve("mean.csv"),
                "isotope,time,mean,standardDeviation,quantile05,quantile50,quantile95,law\n" + quoted
                        + ",0,5,1,4,5,6,5\n" + quoted + ",1,4,1,3,4,5,4\nother,0,1,1,1,1,1,1\n");
        Files.writeString(folder.resolve(evil.replace("/", "") + ".txt"), "a file");
        String page = page();
        assertEquals(2, count(page, "<script"), page);
        assertEquals(2, count(page, "</script>"));
        assertEquals(1, count(page, "<style"));
        assertFalse(page.contains("<img"), page);
        assertTrue(page.contains("default-src 'none'; style-src 'sha256-"), page);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "run.json        | {\"command\":            | is damaged",
                "run.json        | `[]`                     | is damaged",
                "run.json        | {}                       | is damaged: command, arguments",
                "run.json        | {\"command\":\"x\",\"arguments\":[],\"perRank\":[{}],\"rates\":{\"a\":\"b\"}} | is"
                        + " damaged",
                "diagnostics.csv | `step,time`              | ends within a line",
                "diagnostics.csv | `step,time;1,2;`         | line 1: expected a column kineticEnergy",
                "frames.csv      | `step,time,id,x,y;0,0,0,1,1;0,0,1,1,1;5,1,0,1,1;` | 3 lines, expected frames of 2",
                "frames.csv      | `step,time,id,x,y;0,0,0,1,far;` | y of line 2 is \"far\", expected a number",
                "summary.csv     | `file,outcome;a;`        | damaged",
                "mean.csv        | `;`                      | expected a column time",
                "mean.csv        | `time,mean,standardDeviation,quantile05,quantile50,quantile95,law;` | a header only",
                "run.json        | {\"command\":\"x\",\"arguments\":[null],\"perRank\":[],\"rates\":{}} | an argument",
                "resources.csv   | `rank;0;`                | expected a column pid",
                "scaling.json    | {\"points\": 3}          | expected the points of a study",
                "scaling.json    | {\"points\": [{}]}       | expected the points of a study",
                "trace.json      | {\"traceEvents\": [{}]}  | expected the events of a trace",
                "trace.json      | nothing                  | expected the events of a trace"
            })
    void aDamagedFileIsOneLineThatNamesIt(String name, String content, String expected) throws Exception {
        String command = switch (name) {
            case "diagnostics.csv", "frames.csv" -> "nbody";
            case "summary.csv" -> "images filter";
            case "scaling.json" -> "scaling";
            default -> "decay";
        };
        SampleRuns.write(folder, SampleRuns.record(command));
        Path file = folder.resolve(name);
        Files.writeString(file, content.strip().replace(';', '\n'));
        IOException e = assertThrows(IOException.class, this::page);
        assertTrue(e.getMessage().startsWith(file.toString()), e::getMessage);
        assertTrue(e.getMessage().contains(expected), e::getMessage);
        assertEquals(1, e.getMessage().lines().count(), e::getMessage);
        assertFalse(Files.exists(folder.resolve(RunPage.NAME)));
    }

    /// A peak of one row in 100000 is seen, though few rows are kept.
    @Test
    void manyRowsAreThinnedToTheirExtremes() throws Exception {
        SampleRuns.write(folder, SampleRuns.record("nbody"));
        StringBuilder lines = new StringBuilder(DIAGNOSTICS);
        for (int i = 0; i < 100_000; i++) {
            lines.append("%d,%d,1,-2,-1,%s,0.5,1,2,3\n".formatted(i, i, i == 54_321 ? "0.75" : "1e-9"));
        }
        Files.writeString(folder.resolve("diagnostics.csv"), lines);
        String page = page();
        JsonObject chart = data(page).getAsJsonObject("charts").getAsJsonObject("energy-2");
        JsonArray times = chart.getAsJsonArray("x");
        JsonArray errors =
                chart.getAsJsonArray("series").get(0).getAsJsonObject().getAsJsonArray("y");
        assertTrue(times.size() < 1000, () -> times.size() + " rows");
        int peak = IntStream.range(0, errors.size())
                .filter(i -> errors.get(i).getAsDouble() == 0.75)
                .findFirst()
                .orElseThrow();
        assertEquals(54_321 / 3600.0, times.get(peak).getAsDouble(), 1e-5); // 100000 s are shown in hours
        assertTrue(page.length() < 300_000, () -> page.length() + " characters");
    }

    @Test
    void ofAVeryLongFileSomeLinesAreRead() throws Exception {
        Path file = folder.resolve("long.csv");
        StringBuilder lines = new StringBuilder("number,text\n");
        for (int i = 0; i < 400_000; i++) {
            lines.append(i).append(',').append("x".repeat(40)).append('\n');
        }
        Files.writeString(file, lines);
        CsvColumns columns = CsvColumns.read(file, "number");
        assertTrue(columns.isSampled());
        double[] numbers = columns.numbers("number");
        assertTrue(numbers.length > 8000 && numbers.length <= 8192, () -> numbers.length + " lines");
        assertEquals(0, numbers[0]);
        for (int i = 1; i < numbers.length; i++) {
            double step = numbers[i] - numbers[i - 1];
            assertTrue(step >= 40 && step <= 60, () -> "a step of " + step);
        }
    }

    /// Coordinates come back to half a step of 1/65534 of the picture; what lies outside says so.
    @Test
    void theFilmHoldsThePositions() throws Exception {
        SampleRuns.write(folder, SampleRuns.record("nbody"));
        StringBuilder lines = new StringBuilder("step,time,id,x,y,z\n");
        for (int frame = 0; frame < 3; frame++) {
            for (int body = 0; body < 100; body++) {
                double x = body == 99 ? 1000 : -1 + 0.02 * body;
                lines.append("%d,%d,%d,%s,%s,%s\n".formatted(10 * frame, frame, body, x, 0.1 * frame, -x));
            }
        }
        Files.writeString(folder.resolve("frames.csv"), lines);
        JsonObject film = data(page()).getAsJsonObject("player");
        assertEquals("[0,10,20]", film.get("steps").toString().replace("\"", ""));
        double half = film.get("half").getAsDouble();
        assertTrue(half >= 1 && half < 1.2, () -> "half the width is " + half);
        byte[] bytes =
                java.util.Base64.getDecoder().decode(film.get("positions").getAsString());
        assertEquals(2 * 3 * 3 * 100, bytes.length);
        java.nio.CharBuffer numbers = java.nio.ByteBuffer.wrap(bytes)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .asCharBuffer();
        for (int body = 0; body < 99; body++) {
            int inSecondFrame = 300 + body;
            double x = (2.0 * numbers.get(inSecondFrame) / 65534 - 1) * half;
            assertEquals(-1 + 0.02 * body, x, half / 65534 * 1.001);
        }
        assertEquals(65535, numbers.get(399));
    }

    /// Of many events the shares of the time add up to what the events say: 0.5 s of start-up, 3 s each of computing
    /// and communicating, and the parts of the event that stands for others. A share is one of 255 steps in each of
    /// 2000 parts of 6.6 s, so that a sum is right to half of 6.6 s / 255.
    @Test
    void theTimelinesSharesAddUp() throws Exception {
        SampleRuns.write(folder, SampleRuns.record("nbody"));
        SampleRuns.trace(folder, 6000);
        JsonObject timeline = data(page()).getAsJsonObject("timeline");
        assertEquals(6.6, timeline.get("end").getAsDouble(), 1e-9);
        byte[] shares = java.util.Base64.getDecoder()
                .decode(timeline.getAsJsonArray("rows")
                        .get(1)
                        .getAsJsonObject()
                        .get("shares")
                        .getAsString());
        double[] seconds = new double[5];
        for (int i = 0; i < shares.length; i++) {
            seconds[i % 5] += (shares[i] & 0xFF) / 255.0 * 6.6 / (shares.length / 5);
        }
        double tolerance = 6.6 / 255 / 2;
        assertEquals(0.5, seconds[0], tolerance);
        assertEquals(3.05, seconds[1], tolerance);
        assertEquals(3.02, seconds[2], tolerance);
        assertEquals(0, seconds[3] + seconds[4]);
    }

    @Test
    void ofFewEventsEachIsThere() throws Exception {
        SampleRuns.write(folder, SampleRuns.record("nbody"));
        SampleRuns.trace(folder, 20);
        JsonArray events = data(page())
                .getAsJsonObject("timeline")
                .getAsJsonArray("rows")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("events");
        assertEquals(22, events.size());
        assertEquals("[1,0.502,0.001,\"accelerations\"]", events.get(3).toString());
        assertEquals(-1, events.get(21).getAsJsonArray().get(0).getAsInt());
    }

    /// A file of 70 MB that takes no room: holes are not stored.
    @Test
    void ofATraceTooLargeThePageSaysSo() throws Exception {
        SampleRuns.write(folder, SampleRuns.record("nbody"));
        try (RandomAccessFile trace =
                new RandomAccessFile(folder.resolve("trace.json").toFile(), "rw")) {
            trace.setLength(70_000_000);
        }
        String page = page();
        assertTrue(page.contains("The trace is too large for this page."), page);
        assertFalse(data(page).has("timeline"));
    }

    @Test
    void picturesAndRowsAreBoundedAndThePageSaysSo() throws Exception {
        SampleRuns.write(folder, SampleRuns.record("images filter"));
        StringBuilder lines = new StringBuilder("file,seconds,outcome,warnings\n");
        for (int i = 0; i < 400; i++) {
            Files.write(folder.resolve("sky%03d_0_preview.png".formatted(i)), new byte[] {1, 2, 3});
            lines.append("/somewhere/sky%03d.fits,0.5,%s,\n"
                    .formatted(i, i == 399 ? "failed: out/a.fits is there" : "filtered"));
        }
        Files.writeString(folder.resolve("summary.csv"), lines);
        String page = page();
        assertEquals(12, count(page, "<img "));
        assertTrue(page.contains("12 of 400 are shown"), page);
        assertTrue(page.contains("300 are shown, failures first"), page);
        assertTrue(page.contains("<tr class=\"failed\"><td>sky399.fits</td>"), page);
        assertTrue(page.contains("<td>failed: out/a.fits is there</td>"), page);
        assertFalse(page.contains("warnings"), page);
        Files.writeString(folder.resolve("summary.csv"), lines.toString().replaceFirst(",\n/", ",\"wrong sum\"\n/"));
        assertTrue(page().contains("<td>wrong sum</td>"));
        assertTrue(page.contains("200 of 402 are listed."), page);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"1, 1, 1 run of 1 nucleus of 8Li", "2, 30, 2 runs of 30 nuclei of 8Li"})
    void aTitleCountsInWords(int runs, int particles, String title) throws Exception {
        JsonObject record = SampleRuns.record("decay");
        JsonObject results = record.getAsJsonObject("results");
        results.addProperty("isotope", "8Li");
        results.addProperty("runs", runs);
        results.addProperty("particles", particles);
        SampleRuns.write(folder, record);
        assertTrue(page().contains("<title>Decay: " + title + "</title>"));
    }

    /// A value and its interval are one number with the digits that the interval allows, told once.
    @Test
    void aValueStandsWithItsUncertainty() throws Exception {
        JsonObject record = SampleRuns.record("decay");
        JsonObject results = record.getAsJsonObject("results");
        results.addProperty("fittedHalfLife", 0.838726543);
        results.addProperty("fittedHalfLifeLow", 0.838586);
        results.addProperty("fittedHalfLifeHigh", 0.838867);
        results.addProperty("halfLife", 0.8387);
        results.add("halfLifeUncertainty", null);
        SampleRuns.write(folder, record);
        String page = page();
        assertTrue(page.contains("0.83873 ± 0.00014"), page);
        assertFalse(page.contains("0.838586"), page);
        assertTrue(page.contains(">0.8387 <"), page);
    }

    @Test
    void aNumberIsWrittenAsPeopleReadIt() {
        assertEquals("not known", Quantities.text(null));
        assertEquals("no", Quantities.text(false));
        assertEquals("1000", Quantities.text(1000.0));
        assertEquals("100\u202F000", Quantities.text(100_000));
        assertEquals("−3.14159", Quantities.text(-Math.PI));
        assertEquals("1.5 × 10⁻⁷", Quantities.text(1.5e-7));
        assertEquals("1, 2.5", Quantities.text(List.of(1.0, 2.5)));
        assertEquals("2.5 s", Quantities.duration(2.5));
        assertEquals("1 min 1 s", Quantities.duration(60.6));
        assertEquals("2 h 1 min", Quantities.duration(7290));
        assertEquals("Seconds to anything", Quantities.words("secondsToAnything"));
    }
}
