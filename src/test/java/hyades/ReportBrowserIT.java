package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import hyades.page.SampleRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The pages in a real browser, opened from the file system; skipped where Chromium is not installed. Pictures of
/// them are left in `target/screenshots`.
@Timeout(600)
class ReportBrowserIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();

    private static final String FIGURES = "[...document.querySelectorAll('%s figure.chart svg')]";

    private static final String NOT_DRAWN = ".filter(s => s.outerHTML.includes('NaN')"
            + " || s.querySelectorAll('.series path:not([d=\"\"]), .series polygon').length === 0)";

    @TempDir
    static Path folder;

    private static Browser browser;

    @BeforeAll
    static void makePages() throws Exception {
        assumeTrue(Browser.find().isPresent(), "chromium is not installed");
        hyades("-n 2 nbody --bodies 200 --steps 120 --out " + folder.resolve("nbody"));
        hyades("-n 1 nbody --initial plummer --bodies 50 --steps 40 --out " + folder.resolve("space"));
        hyades("-n 2 decay --runs 200 --particles 10000 --out " + folder.resolve("decay"));
        hyades("-n 2 decay --isotope 222Rn --chain --runs 20 --max-time 7200 --out " + folder.resolve("chain"));
        hyades("-n 2 gas --problem blast --cells 32x24x1 --time 0.1 --every 0.02 --out " + folder.resolve("gas"));
        hyades("-n 2 images generate --count 3 --size 90x60 --out " + folder.resolve("sky"));
        hyades("-n 2 images filter " + folder.resolve("sky") + " --window 9 --out " + folder.resolve("filter"));
        SampleRuns.study(folder.resolve("study"));
        SampleRuns.write(folder.resolve("traced"), SampleRuns.record("nbody"));
        SampleRuns.trace(folder.resolve("traced"), 100);
        SampleRuns.resources(folder.resolve("traced"));
        SampleRuns.write(folder.resolve("long"), SampleRuns.record("nbody"));
        SampleRuns.trace(folder.resolve("long"), 6000);
        makeHostile(folder.resolve("hostile"));
        hyades("report " + folder);
        browser = new Browser(Browser.find().orElseThrow());
    }

    @AfterAll
    static void close() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    private static void hyades(String line) throws Exception {
        Shell.Result result = Shell.run(
                PROJECT,
                Stream.concat(Stream.of("./hyades"), Stream.of(line.split(" "))).toArray(String[]::new));
        assertEquals(0, result.code(), result::output);
    }

    private static void makeHostile(Path run) throws Exception {
        String evil = SampleRuns.HOSTILE;
        JsonObject record = SampleRuns.record("nbody");
        record.addProperty("host", evil);
        record.addProperty("command", "decay " + evil);
        record.getAsJsonArray("arguments").add(evil);
        record.getAsJsonObject("results").addProperty(evil, evil);
        SampleRuns.write(run, record);
        String quoted = "\"" + evil.replace("\"", "\"\"") + "\"";
        Files.writeString(
                run.resolve("mean.csv"),
                "isotope,time,mean,standardDeviation,quantile05,quantile50,quantile95,law\n" + quoted
                        + ",0,5,1,4,5,6,5\n" + quoted + ",1,4,1,3,4,5,4\nother,0,1,1,1,1,1,1\n");
        SampleRuns.trace(run, 4);
        Path trace = run.resolve("trace.json");
        Files.writeString(trace, Files.readString(trace).replace("allgather", evil.replace("\"", "\\\"")));
        Files.writeString(run.resolve(evil.replace("/", "") + ".txt"), "a file");
    }

    private static void open(String page, int width, String scheme) throws Exception {
        Path file = page.equals("index") ? folder.resolve("index.html") : folder.resolve(page + "/report.html");
        browser.open(file.toUri(), width, scheme);
    }

    /// Opens what is folded, and waits until the page has heard of it: browsers tell of `toggle` in a task of its own.
    private static void unfold(String details) throws Exception {
        browser.evaluate("new Promise(done => { const d = document.querySelector('%s');".formatted(details)
                + " d.addEventListener('toggle', () => done(1), {once: true}); d.open = true; })");
    }

    /// No error, no warning, no breach of the policy, no request but for the page itself; all figures drawn, nothing
    /// wider than the window, colours of the scheme.
    @ParameterizedTest(name = "{0}: {1} figures")
    @CsvSource({
        "nbody, 4",
        "space, 4",
        "decay, 4",
        "chain, 3",
        "gas, 5",
        "filter, 0",
        "sky, 0",
        "study, 8",
        "traced, 0",
        "long, 0",
        "hostile, 2",
        "index, 0"
    })
    void pagesAreRightAtBothWidthsAndSchemes(String page, int figures) throws Exception {
        for (int width : new int[] {1280, 390}) {
            for (String scheme : List.of("light", "dark")) {
                open(page, width, scheme);
                String where = page + " " + width + " " + scheme;
                browser.screenshot(PROJECT.resolve("target/screenshots/%s.png".formatted(where.replace(' ', '-'))));
                assertEquals(List.of(), browser.complaints(), where);
                assertEquals(1, browser.requests().size(), () -> where + browser.requests());
                // How many figures tell of resources depends on how often a short run was looked at.
                assertEquals(figures, browser.number(FIGURES.formatted("section:not(#resources)") + ".length"), where);
                assertEquals(0, browser.number(FIGURES.formatted("section") + NOT_DRAWN + ".length"), where);
                assertTrue(
                        browser.isTrue("document.documentElement.scrollWidth <= innerWidth"), where + " is too wide");
                boolean isDark = browser.isTrue(
                        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).every(c => Number(c) < 60)");
                assertEquals(scheme.equals("dark"), isDark, where);
            }
        }
    }

    @Test
    void figuresTellTheirValuesUnderThePointerAndByKeys() throws Exception {
        open("nbody", 1280, "light");
        assertFalse(browser.isTrue("[...document.querySelectorAll('.tip')].some(t => !t.hidden)"));
        browser.hover("#energy svg");
        String tip = browser.text("#energy .tip");
        assertTrue(tip.matches("Time \\d+(\\.\\d+)? minkinetic.* Jtotal.* Jpotential.*−.* J"), tip);
        double middle = Double.parseDouble(tip.replaceFirst("Time ([0-9.]+) min.*", "$1"));
        List<String> lines = Files.readAllLines(folder.resolve("nbody/diagnostics.csv"));
        double end = Double.parseDouble(lines.getLast().split(",")[1]) / 60;
        // the plot begins some 50 px right of the figure's edge and has 13 rows: within a tenth of its length
        assertEquals(end / 2, middle, end / 10, tip);

        browser.evaluate("document.querySelector('#radii svg').focus()");
        browser.press("ArrowRight");
        browser.press("ArrowRight");
        String spoken = browser.text("#radii [aria-live]");
        double time = Double.parseDouble(lines.get(3).split(",")[1]) / 60; // the header, then the third row
        assertTrue(spoken.startsWith(String.format(Locale.ROOT, "Time %.2f", time)), spoken);
        assertTrue(spoken.contains("90 % of the mass: "), spoken);

        unfold("#radii details");
        assertEquals(13, browser.number("document.querySelectorAll('#radii details tbody tr').length"));
        assertEquals("Time [min]", browser.text("#radii details th"));
        assertTrue(browser.isTrue(
                "[...document.querySelectorAll('figure.chart svg')].every(s => s.getAttribute('role') === 'img'"
                        + " && document.getElementById(s.getAttribute('aria-labelledby')).textContent !== ''"
                        + " && document.getElementById(s.getAttribute('aria-describedby')).textContent.length > 20)"));
    }

    @Test
    void theFilmPlaysStepsAndStops() throws Exception {
        open("nbody", 1280, "dark");
        String frame = "Number(document.querySelector('#player canvas').dataset.frame)";
        assertEquals(0, browser.number(frame));
        String first = pixels();
        browser.click("#player .play");
        assertEquals("Pause", browser.text("#player .play"));
        browser.evaluate(
                "new Promise(done => { const t = setInterval(() => { if (%s >= 5) { clearInterval(t); done(1); } }, 20); })"
                        .formatted(frame));
        browser.click("#player .play");
        int stopped = browser.number(frame);
        assertNotEquals(first, pixels());
        assertTrue(stopped >= 5 && stopped < 59, () -> "at frame " + stopped);
        assertEquals("Play", browser.text("#player .play"));

        browser.evaluate("document.querySelector('#player [type=range]').focus()");
        browser.press("ArrowRight");
        assertEquals(stopped + 1, browser.number(frame));
        browser.evaluate("document.querySelector('#player [aria-label=\"One frame back\"]').focus()");
        browser.press("Enter");
        assertEquals(stopped, browser.number(frame));
        assertTrue(
                browser.text("#player output").matches("t = [0-9.]+ min, step \\d+.*"), browser.text("#player output"));
        assertTrue(browser.isTrue(
                "document.querySelector('#player canvas').getAttribute('aria-label').startsWith('200 bodies')"));
        assertTrue(browser.isTrue("Number(document.querySelector('#radii .now line').getAttribute('x1')) > 40"));

        String wide = pixels();
        browser.click("#player [aria-label=\"Zoom in\"]");
        assertNotEquals(wide, pixels());
        browser.click("#player [aria-label=\"Zoom out\"]");
        assertEquals(wide, pixels());
        assertTrue(browser.isTrue("document.querySelector('#player [aria-label=\"Zoom out\"]').disabled"));

        assertTrue(browser.text("#player .scale").endsWith(" m/s"), browser.text("#player .scale"));
        choose("colours", 0);
        assertNotEquals(wide, pixels());
        assertTrue(browser.isTrue("document.querySelector('#player .scale').hidden"));
        choose("colours", 1);
        assertEquals(wide, pixels());
        browser.evaluate("(() => { const s = document.querySelector('#player [type=range]'); s.value = s.max;"
                + " s.dispatchEvent(new Event('input')); })()"); // at rest bodies have no trails
        String last = pixels();
        browser.click("#player .trails");
        assertNotEquals(last, pixels());

        open("space", 390, "light");
        String before = pixels();
        choose("plane", 2);
        assertNotEquals(before, pixels());
    }

    private static void choose(String list, int index) throws Exception {
        browser.evaluate(("(() => { const s = document.querySelector('#player .%s'); s.selectedIndex = %d;"
                        + " s.dispatchEvent(new Event('change')); })()")
                .formatted(list, index));
    }

    private static String pixels() throws Exception {
        return browser.evaluate("document.querySelector('#player canvas').toDataURL()")
                .getAsString();
    }

    /// The film of gas has the colours that its files give: dark where the blast has swept the gas away.
    @Test
    void theFilmOfGasPlays() throws Exception {
        open("gas", 1280, "light");
        String middle = "(() => { const c = document.querySelector('#slices .film canvas');"
                + " return c.getContext('2d').getImageData(c.width / 2, c.height / 2, 1, 1).data[0]; })()";
        int atFirst = browser.number(middle);
        for (int frame = 1; frame < 6; frame++) {
            browser.click("#slices [aria-label=\"One frame on\"]");
            assertEquals(frame, browser.number("Number(document.querySelector('#slices .film canvas').dataset.frame)"));
        }
        assertTrue(browser.text("#slices output").matches("t = 0\\.1 s, step \\d+"), browser.text("#slices output"));
        assertTrue(browser.number(middle) < atFirst, "the middle is emptier than it was");
    }

    /// Where motion is not wanted, the film that was asked for moves slowly: two frames a second instead of twelve.
    @Test
    void lessMotionIsRespected() throws Exception {
        open("nbody", 1280, "light");
        browser.prefer("prefers-reduced-motion", "reduce");
        browser.evaluate(
                "window.intervals = []; { const old = setInterval; setInterval = (f, ms) => { intervals.push(ms);"
                        + " return old(f, ms); }; }");
        browser.click("#player .play");
        assertEquals("[500]", browser.evaluate("JSON.stringify(intervals)").getAsString());
    }

    @Test
    void theIndexSortsAndFilters() throws Exception {
        open("index", 1280, "light");
        int all = browser.number("document.querySelectorAll('tbody tr').length");
        assertEquals(11, all);
        String walls = "[...document.querySelectorAll('tbody tr')].filter(r => !r.hidden).map(r =>"
                + " Number(r.cells[2].dataset.value))";
        browser.click("th:nth-child(3) button");
        assertTrue(browser.isTrue("%s.every((v, i, a) => i === 0 || a[i - 1] <= v)".formatted(walls)));
        assertEquals(
                "ascending",
                browser.evaluate("document.querySelector('th:nth-child(3)').ariaSort")
                        .getAsString());
        browser.evaluate("document.querySelector('th:nth-child(3) button').focus()");
        browser.press("Enter");
        assertTrue(browser.isTrue("%s.every((v, i, a) => i === 0 || a[i - 1] >= v)".formatted(walls)));

        browser.evaluate("document.querySelector('#filter-text').focus()");
        browser.type("222rn DECAY");
        assertEquals(1, browser.number(walls + ".length"));
        assertEquals("1 of 11 runs", browser.text("#count"));
        browser.evaluate("document.querySelector('#filter-text').value = ''");
        browser.evaluate(
                "(() => { const s = document.querySelector('#filter-command'); s.value = 'decay'; s.dispatchEvent(new"
                        + " Event('input', {bubbles: true})); })()");
        assertEquals(2, browser.number(walls + ".length"));
        String link = browser.evaluate("document.querySelector('tbody tr:not([hidden]) a').href")
                .getAsString();
        assertTrue(Files.exists(Path.of(java.net.URI.create(link))), link);
    }

    @Test
    void tablesOfAPageSort() throws Exception {
        open("filter", 1280, "light");
        browser.click("#batch th:nth-child(1) button");
        browser.click("#batch th:nth-child(1) button");
        assertTrue(browser.text("#batch tbody td").startsWith("fake_90x60_2"), browser.text("#batch tbody td"));
        assertEquals(
                3,
                browser.number(
                        "[...document.querySelectorAll('.picture img')].filter(i => i.naturalWidth > 0 && i.alt.length"
                                + " > 10).length"));
    }

    @Test
    void theTimelineTellsItsEventsAndZooms() throws Exception {
        open("traced", 1280, "light");
        browser.click("#timeline [aria-label=Closer]");
        browser.click("#timeline [aria-label=Later]");
        assertEquals("0.35 to 0.7 s", browser.text("#timeline output"));
        browser.hover("#timeline canvas");
        assertTrue(
                browser.text("#timeline .tip")
                        .matches("rank 1 at 0\\.5\\d* s(compute: accelerations|exchange and waiting: allgather)1 ms"),
                browser.text("#timeline .tip"));
        open("long", 390, "dark");
        browser.hover("#timeline canvas");
        assertTrue(
                browser.text("#timeline .tip")
                        .matches("rank 1 at [23]\\.\\d+ scompute\\d+ %exchange and waiting\\d+ %"),
                browser.text("#timeline .tip"));
    }

    /// Automatic, light, dark: whatever the system prefers.
    @Test
    void theThemeCanBeChosen() throws Exception {
        open("study", 1280, "light");
        String paper = "getComputedStyle(document.body).backgroundColor";
        String light = browser.evaluate(paper).getAsString();
        browser.click("#theme");
        assertEquals("Colours: light", browser.text("#theme"));
        browser.click("#theme");
        assertEquals("Colours: dark", browser.text("#theme"));
        assertNotEquals(light, browser.evaluate(paper).getAsString());
        browser.click("#theme");
        assertEquals("Colours: automatic", browser.text("#theme"));
        assertEquals(light, browser.evaluate(paper).getAsString());
    }

    /// On paper there are no buttons, the colours are the light ones, and nothing is wider than the sheet.
    @Test
    void thePagePrints() throws Exception {
        open("nbody", 720, "dark");
        browser.print(true);
        assertEquals(
                0,
                browser.number(
                        "[...document.querySelectorAll('button, .controls, nav')].filter(e => !e.closest('thead')"
                                + " && e.getClientRects().length > 0).length"));
        assertTrue(browser.isTrue("getComputedStyle(document.body).color === 'rgb(29, 32, 37)'"));
        assertTrue(browser.isTrue("document.documentElement.scrollWidth <= innerWidth"));
        browser.screenshot(PROJECT.resolve("target/screenshots/nbody-printed.png"));
        browser.print(false);
        assertEquals(List.of(), browser.complaints());
    }

    /// Every button and figure can be reached by Tab alone, and shows where the focus is.
    @Test
    void theKeyboardReachesEverything() throws Exception {
        open("nbody", 1280, "light");
        int wanted = browser.number("document.querySelectorAll('a[href], button:enabled, input, select, summary,"
                + " [tabindex=\"0\"]').length");
        browser.evaluate(
                "window.reached = new Set(); document.addEventListener('focusin', e => { reached.add(e.target); if"
                        + " (getComputedStyle(e.target).outlineStyle === 'none') throw new Error('unseen: ' +"
                        + " e.target.outerHTML); })");
        for (int i = 0; i < wanted; i++) {
            browser.press("Tab");
        }
        assertEquals(wanted, browser.number("reached.size"));
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void nothingInARunDirectoryIsRun() throws Exception {
        for (String page : List.of("hostile", "index")) {
            open(page, 1280, "light");
            assertTrue(browser.isTrue("window.pwned === undefined"));
            assertEquals(0, browser.number("document.querySelectorAll('img').length"));
            assertEquals(2, browser.number("document.scripts.length"));
        }
        open("hostile", 1280, "light");
        browser.hover("#decay svg");
        browser.hover("#timeline canvas");
        unfold("#decay details");
        assertTrue(browser.isTrue("window.pwned === undefined && document.querySelectorAll('img').length === 0"));
        assertTrue(browser.text("#decay .legend").contains("<img src=x"), browser.text("#decay .legend"));
        assertEquals(List.of(), browser.complaints());
    }
}
