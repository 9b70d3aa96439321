package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The pages of `vo sky` in a real browser that has no network; skipped where Chromium is not installed. Pictures of
/// them are left in `target/screenshots`.
@Timeout(600)
class SkyPageIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final String EVIL = "<img src=x onerror=document.title=1>";

    /// Stands for Aladin Lite's: tells what it is given.
    private static final String STAND_IN = """
        window.given = [];
        window.A = {
          init: Promise.resolve(),
          aladin: () => ({addCatalog: c => given.push(c), on: (event, tell) => { window[event] = tell; }}),
          catalog: options => ({options, addSources(sources) { this.sources = sources; }}),
          source: (ra, dec, data) => ({ra, dec, data}),
        }; // </script> <!--
        """;

    @TempDir
    static Path folder;

    private static Browser browser;

    @BeforeAll
    static void makePages() throws Exception {
        assumeTrue(Browser.find().isPresent(), "chromium is not installed");
        Path replies = Files.createDirectory(folder.resolve("replies"));
        try (Stream<Path> made = Files.list(PROJECT.resolve("jobs/vo-replies"))) {
            for (Path file : made.toList()) {
                String text = Files.readString(file).replace("it's &lt;b>made up&lt;/b>", EVIL.replace("<", "&lt;"));
                Files.writeString(replies.resolve(file.getFileName()), text);
            }
        }
        Files.writeString(folder.resolve("aladin.js"), STAND_IN);
        hyades("vo sky --name NGC4782 --fov 0.45 --out " + folder.resolve("sky"));
        hyades("vo sky --ra 56.75 --dec 24.1167 --fov 0.4 --image src/test/resources/hyades/images/fits/f32.fits --out "
                + folder.resolve("image"));
        hyades("vo sky --name NGC4782 --aladin " + folder.resolve("aladin.js") + " --out " + folder.resolve("own"));
        browser = new Browser(Browser.find().orElseThrow());
        browser.goOffline();
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
                Stream.concat(
                                Stream.of("./hyades", "-q"),
                                Stream.of((line + " --replay " + folder.resolve("replies")).split(" ")))
                        .toArray(String[]::new));
        assertEquals(0, result.code(), result::output);
    }

    /// No error, no warning, no request but for the page itself; all signs there, none of them and no label beyond the
    /// chart, colours that are those of the page's scheme.
    @Test
    void theChartIsThereOnAllScreensAndLoadsNothing() throws Exception {
        for (String page : List.of("sky", "image")) {
            for (int width : new int[] {1280, 390}) {
                for (String scheme : List.of("light", "dark")) {
                    browser.open(folder.resolve(page + "/report.html").toUri(), width, scheme);
                    String where = "vo-" + page + " " + width + " " + scheme;
                    browser.screenshot(PROJECT.resolve("target/screenshots/%s.png".formatted(where.replace(' ', '-'))));
                    assertEquals(List.of(), browser.complaints(), where);
                    assertEquals(1, browser.requests().size(), () -> where + browser.requests());
                    assertEquals(
                            page.equals("sky") ? 45 : 10,
                            browser.number("document.querySelectorAll('.sky .object').length"),
                            where);
                    assertTrue(
                            browser.isTrue("document.documentElement.scrollWidth <= innerWidth"),
                            where + " is too wide");
                    assertTrue(
                            browser.isTrue("document.querySelector('.sky svg').getBoundingClientRect().width >= 500"),
                            where);
                    String bright = "getComputedStyle(document.querySelector('.sky .labels text')).fill"
                            + ".match(/[0-9.]+/g).slice(0, 3).every(c => Number(c) > 150)";
                    assertEquals(scheme.equals("dark"), browser.isTrue(bright), where);
                }
            }
        }
        assertEquals(1, browser.number("document.querySelectorAll('.sky mask image').length"));
    }

    /// Labels cover neither each other nor a sign, as the browser draws them.
    @Test
    void labelsCoverNothing() throws Exception {
        browser.open(folder.resolve("sky/report.html").toUri(), 1280, "light");
        String boxes = "(selector => [...document.querySelectorAll(selector)].map(e => e.getBoundingClientRect()))";
        assertEquals(0, browser.number("""
            (() => { const labels = %s('.sky .labels text'); const signs = %s('.sky .object path');
            const cover = (a, b) => a.left < b.right && b.left < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom;
            return labels.filter((a, i) => labels.some((b, j) => i !== j && cover(a, b)) || signs.some(b => cover(a, b))).length; })()\
            """.formatted(boxes, boxes)));
        assertTrue(browser.number("document.querySelectorAll('.sky .labels text').length") > 30);
    }

    @Test
    void namesOfServicesStayText() throws Exception {
        browser.open(folder.resolve("sky/report.html").toUri(), 1280, "light");
        assertEquals(0, browser.number("document.querySelectorAll('img').length"));
        assertTrue(browser.text("#objects").contains(EVIL));
        assertTrue(browser.text(".sky").contains(EVIL));
        assertTrue(browser.text("title").startsWith("The sky around"));
    }

    /// Without a network Aladin Lite's script is not there, which the page says; nothing else is asked for.
    @Test
    void aladinsPageSaysThatItsScriptIsNotThere() throws Exception {
        browser.open(folder.resolve("sky/aladin.html").toUri(), 1280, "light");
        assertEquals(
                "Aladin Lite could not be loaded. The chart in report.html needs no network.", browser.text("#note"));
        assertEquals(2, browser.requests().size(), () -> browser.requests().toString());
        assertTrue(browser.requests().getLast().startsWith("https://aladin.cds.unistra.fr/AladinLite/api/v3/"));
        assertEquals(1, browser.complaints().size(), () -> browser.complaints().toString());
        assertTrue(browser.complaints().getFirst().contains("net::ERR_INTERNET_DISCONNECTED"));
    }

    /// It gets places, colours and numbers of what is there; names are shown beside it.
    @Test
    void aladinIsGivenPlacesAndNoNames() throws Exception {
        browser.open(folder.resolve("own/aladin.html").toUri(), 1280, "light");
        assertEquals(List.of(), browser.complaints());
        assertEquals(1, browser.requests().size());
        assertEquals(45, browser.number("given.flatMap(c => c.sources).length"));
        String all = browser.evaluate("JSON.stringify(given)").getAsString();
        assertFalse(all.contains("NGC") || all.contains("img"), all);
        assertEquals(EVIL + " & \"quoted\" <i>", browser.evaluate("""
            (() => { const k = data.kinds.findIndex(k => k.label === 'Other');
            const i = data.kinds[k].objects.findIndex(o => o.name.includes('img'));
            objectClicked({data: {kind: k, index: i}}); return document.getElementById('note').textContent; })()\
            """).getAsString());
        assertEquals(0, browser.number("document.querySelectorAll('img').length"));
    }
}
