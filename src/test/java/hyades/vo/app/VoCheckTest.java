package hyades.vo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.InProcess;
import hyades.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The command from its line to its page, by replies that come at once.
@Isolated // it listens to standard output and error
class VoCheckTest {
    private static final String UP = """
        <availability xmlns="http://www.ivoa.net/xml/VOSIAvailability/v1.0"><available>true</available>
        <upSince>2026-01-02T03:04:05Z</upSince><note>"fine", <b>&amp; well</note></availability>\
        """.replace("<b>", "&lt;b>");

    @TempDir
    Path folder;

    private String said;

    /// `@` is the test's folder.
    private int hyades(String arguments) {
        InProcess.Result result = InProcess.run(arguments, folder);
        said = result.said();
        return result.code();
    }

    private void reply(String name, String host, String resource, String answer) throws IOException {
        Files.writeString(
                Files.createDirectories(folder.resolve("replies")).resolve(name + ".txt"),
                "GET https://%s/tap/%s\n\n%s".formatted(host, resource, answer));
    }

    @BeforeEach
    void layReplies() throws IOException {
        reply("up", "up.org", "availability", "200\nContent-Type: text/xml\n\n" + UP);
        reply("down", "down.org", "availability", "200\nContent-Type: text/xml\n\n" + UP.replace("true", "0"));
        reply("late", "late.org", "availability", "TIMEOUT");
        reply("old1", "old.org", "availability", "404\n\n");
        reply(
                "old2",
                "old.org",
                "capabilities",
                "200\nContent-Type: text/xml\n\n<capabilities><capability/></capabilities>");
        Files.write(folder.resolve("letters"), new byte[] {(byte) 0xff, '\n'});
        Files.writeString(folder.resolve("list"), "Up https://up.org/tap\nIt is old https://old.org/tap/\n");
    }

    private RunRecord record(String run) throws IOException {
        return RunRecord.read(folder.resolve(run).resolve("run.json"));
    }

    @Test
    void whatIsUpIsShownAndWrittenDown() throws IOException {
        assertEquals(0, hyades("vo check --from @/list --replay @/replies --serial --out @/run"), said);
        assertTrue(
                said.contains("UP                       0.000 s  2026-01-02T03:04:05Z  Up  https://up.org/tap\n"),
                said);
        assertTrue(said.contains("    note: \"fine\", <b>& well\n"), said);
        assertTrue(said.contains("    E-AVA-HTTP GET https://old.org/tap/availability: status 404\n"), said);
        assertTrue(said.contains("2 of 2 services up"), said);
        assertTrue(said.contains("one after the other"), said);
        assertEquals(
                """
                        name,service,verdict,latencySeconds,upSince,downAt,backAt,notes,evidence
                        Up,https://up.org/tap,UP,0.000000,2026-01-02T03:04:05Z,,,\
                        """
                        + "\"\"\"fine\"\", <b>& well\",\n"
                        + "It is old,https://old.org/tap,UP-WITHOUT-AVAILABILITY,0.000000,,,,,"
                        + "E-AVA-HTTP GET https://old.org/tap/availability: status 404\n",
                Files.readString(folder.resolve("run/services.csv")));
        String json = Files.readString(folder.resolve("run/services.json"));
        assertTrue(json.contains("\"code\": \"I-AVA-HTTP\""), json);
        RunRecord record = record("run");
        assertEquals(1, record.ranks());
        assertEquals(2.0, record.results().get("services"));
        assertEquals(1.0, record.results().get("upWithoutAvailability"));
        assertTrue((double) record.results().get("speedup") > 0);
    }

    /// What a service says is text on the page, whatever it is.
    @Test
    void thePageShowsTheServices() throws IOException {
        assertEquals(0, hyades("vo check --from @/list --replay @/replies --out @/run"), said);
        String page = Files.readString(folder.resolve("run/report.html"));
        assertTrue(page.contains("The services"), page);
        assertTrue(page.contains("&quot;fine&quot;, &lt;b&gt;&amp; well"), page);
        assertTrue(page.contains("Checked: 2 services"), page);
    }

    /// What a service says with status 503 is told wherever its verdict is.
    @Test
    void whyAServiceIsDownIsTold() throws IOException {
        String document = UP.replace(">true<", ">false<").replace("<note>", "<backAt>2026-01-09</backAt><note>");
        reply("moving", "moving.org", "availability", "503\nContent-Type: text/xml\n\n" + document);
        assertEquals(3, hyades("-q vo check --replay @/replies --out @/run https://moving.org/tap"), said);
        assertEquals("rank 0: https://moving.org/tap: DOWN: \"fine\", <b>& well; back at 2026-01-09\n", said);
        String page = Files.readString(folder.resolve("run/report.html"));
        assertTrue(page.contains("<td>&quot;fine&quot;, &lt;b&gt;&amp; well; back at 2026-01-09</td>"), page);
        assertEquals(3, hyades("vo check --replay @/replies --no-report --out @/b https://moving.org/tap"), said);
        assertTrue(said.contains("    note: \"fine\", <b>& well\n    back at: 2026-01-09\n    E-AVA-HTTP"), said);
    }

    /// By addresses and names, each once.
    @Test
    void whatIsNotUpIsTheExitCode() throws IOException {
        String services = "up https://up.org/tap/ https://down.org/tap https://late.org/tap";
        assertEquals(3, hyades("vo check --from @/list --replay @/replies --no-report --out @/run " + services), said);
        assertTrue(said.contains("1 of 3 services up"), said);
        assertTrue(said.contains("DOWN         0.000 s  2026-01-02T03:04:05Z  https://down.org/tap\n"), said);
        assertTrue(said.contains("\nUNREACHABLE                                 https://late.org/tap\n"), said);
        assertEquals(3.0, record("run").results().get("services"));
        assertEquals(
                3,
                hyades("-q vo check --replay @/replies --from @/list --no-report --overwrite --out @/run " + services));
        assertEquals("""
            rank 0: https://down.org/tap: DOWN: "fine", <b>& well
            rank 0: https://late.org/tap: UNREACHABLE: F-AVA-TIME TIMEOUT
            """, said);
    }

    /// What it records it replays.
    @Test
    void failuresAreRecorded() throws IOException {
        assertEquals(3, hyades("vo check --record @/new --no-report --out @/a http://127.0.0.1:1/tap"), said);
        assertTrue(said.contains("F-AVA-CONN GET http://127.0.0.1:1/tap/availability: no connection"), said);
        assertEquals(3, hyades("vo check --replay @/new --no-report --out @/b http://127.0.0.1:1/tap"), said);
        assertTrue(said.contains("F-AVA-CONN"), said);
        assertEquals(
                Files.readString(folder.resolve("a/services.csv")), Files.readString(folder.resolve("b/services.csv")));
    }

    /// Each of the two ways of `--serial` asks the same: the recording has both, and a replay gives each its own.
    @Test
    void bothWaysAreRecorded() throws IOException {
        String line = "vo check --serial --no-report http://127.0.0.1:1/tap ";
        assertEquals(3, hyades(line + "--record @/new --out @/a"), said);
        List<Path> files = shortestFirst(folder.resolve("new"));
        assertEquals(2, files.size());
        Path second = files.getLast();
        Files.writeString(second, Files.readString(second).replace("no connection", "the second of them"));
        assertEquals(3, hyades(line + "--replay @/new --out @/b"), said);
        assertTrue(said.contains("the second of them"), said);
    }

    private static List<Path> shortestFirst(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted(Comparator.comparing(file -> file.toString().length()))
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "-n 2 vo check                     | -n 2: expected 1, since vo check is of one rank",
                "vo check nobody                   | SERVICE nobody: expected the address of a service, such as"
                        + " https://host/path/tap, or one of SIMBAD, VizieR, GAVO, Gaia",
                "vo check --from @/none            | --from @/none: no such file",
                "vo check --from @/letters         | --from @/letters: is not text in UTF-8",
                "vo check --from @/replies/up.txt  | --from @/replies/up.txt, line 3: '200': expected the address",
                "vo check --timeout 0              | --timeout 0.0: expected above 0 s",
                "vo check --timeout 2d             | --timeout 172800.0: expected above 0 s, at most a day",
                "vo check --rate 0                 | --rate 0.0: expected above 0",
                "vo check --retries -1             | --retries -1: expected from 0 to 100",
                "vo check --max-size 0             | --max-size 0: expected at least 1 byte",
                "vo check --max-size 3GB           | --max-size 3000000000: expected at least 1 byte, less than 2 GiB",
                "vo check --proxy here             | --proxy here: expected HOST:PORT",
                "vo check --proxy here:99999       | --proxy here:99999: expected HOST:PORT",
                "vo check --proxy a:1 --replay @   | --proxy a:1: expected no --replay beside it",
                "vo check --record @ --replay @    | --record @: expected no --replay beside it",
                "vo check --replay @/none          | --replay @/none: expected a folder",
                "vo check --record @/list          | --record @/list: expected a folder",
                "vo check --watch 0                | --watch 0.0: expected above 0 s",
                "vo check --watch 1 --serial       | --watch 1.0: expected no --serial beside it",
            })
    void whatCannotBeIsRefused(String arguments, String expected) {
        assertEquals(2, hyades(arguments), said);
        assertTrue(said.startsWith("hyades: " + expected.replace("@", folder.toString())), said);
        assertEquals(1, said.lines().count(), said);
        assertFalse(Files.exists(folder.resolve("run")));
    }
}
