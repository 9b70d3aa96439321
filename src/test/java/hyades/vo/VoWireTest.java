package hyades.vo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.InProcess;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// What the commands send, and that what a server answers gets into their files: over HTTP, to one of this process.
@Isolated // it listens to standard output and error
class VoWireTest {
    private static final String TABLE = """
        <VOTABLE><RESOURCE type="results"><INFO name="QUERY_STATUS" value="OK"/><TABLE>
        <FIELD name="main_id" datatype="char" arraysize="*"/><FIELD name="ra" datatype="double"/>
        <FIELD name="dec" datatype="double"/><FIELD name="otype" datatype="char" arraysize="*"/>
        <DATA><TABLEDATA><TR><TD>here</TD><TD>10.5</TD><TD>-1</TD><TD>G</TD></TR></TABLEDATA></DATA>
        </TABLE></RESOURCE></VOTABLE>\
        """;

    @TempDir
    Path folder;

    private LocalServer server;
    private String said;

    @BeforeEach
    void open() throws IOException {
        server = new LocalServer();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /// `@` is the test's folder.
    private int hyades(String line) {
        InProcess.Result result = InProcess.run(line, folder);
        said = result.said();
        return result.code();
    }

    private List<String> userAgents() {
        return server.asked().stream()
                .map(asked -> asked.header("User-Agent"))
                .distinct()
                .toList();
    }

    /// A query as TAP has it, with who asks; what is recorded gives the same files when nobody is asked.
    @Test
    void aConeSearchIsAQueryOfTap() throws IOException {
        server.on("/tap/sync", "200 OK\nContent-Type: application/x-votable+xml", TABLE);
        String line = "vo cone --ra 10.5 --dec -1 --radius 0.25 --columns sp_type --no-report --service "
                + server.uri("/tap");
        String four = line.replace(" --columns sp_type", "");
        assertEquals(0, hyades(four + " --record @/replies --out @/a"), said);
        assertTrue(said.contains("1 object within 0.25°"), said);
        LocalServer.Asked asked = server.asked().getFirst();
        assertEquals("POST /tap/sync HTTP/1.1", asked.line());
        assertEquals(
                List.of(
                        "LANG=ADQL",
                        "MAXREC=10000",
                        "QUERY=SELECT main_id,ra,dec,otype FROM basic WHERE CONTAINS(POINT('ICRS',ra,dec),"
                                + "CIRCLE('ICRS',10.5,-1.0,0.25))=1",
                        "REQUEST=doQuery"),
                Arrays.stream(asked.body().split("&"))
                        .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                        .toList());
        assertTrue(userAgents().getFirst().matches("Hyades/\\S+ \\(cone search\\) Java/\\d+"), userAgents()::toString);
        assertEquals(0, hyades(four + " --replay @/replies --out @/b"), said);
        assertEquals(1, server.asked().size());
        for (String file : List.of("objects.csv", "objects.vot", "objects.fits", "targets.csv")) {
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("a").resolve(file)),
                    Files.readAllBytes(folder.resolve("b").resolve(file)),
                    file);
        }
        assertEquals(1, hyades(line + " --out @/c"), said);
        assertTrue(said.contains("expected 5 columns, found 4"), said);
    }

    /// Through a proxy, which alone knows where the service is. A check says that it is one, as the IVOA asks of those
    /// who only look.
    @Test
    void aProxyIsAskedInPlaceOfTheService() {
        server.on("http://service.invalid/tap/availability", "200 OK\nContent-Type: text/xml", """
            <availability xmlns="http://www.ivoa.net/xml/VOSIAvailability/v1.0"><available>1</available>
            </availability>\
            """);
        String proxy = server.uri("").getAuthority();
        assertEquals(
                0, hyades("vo check --no-report --out @/a --proxy " + proxy + " http://service.invalid/tap"), said);
        assertTrue(said.contains("1 of 1 service up"), said);
        assertTrue(userAgents().getFirst().matches("Hyades/\\S+ \\(IVOA-test\\) Java/\\d+"), userAgents()::toString);
    }

    /// What portals put in the place of a service, as a success: it is told what came, and nothing is taken from it.
    @Test
    void aPageOfHtmlIsNoAnswer() {
        String page = "<html><head><title>Welcome</title></head></html>";
        for (String path : List.of("/tap/availability", "/tap/capabilities", "/tap/sync")) {
            server.on(path, "200 OK\nContent-Type: text/html", page);
        }
        assertEquals(3, hyades("vo check --no-report --out @/a " + server.uri("/tap")), said);
        assertTrue(said.contains("0 of 1 service up") && said.contains("W-AVA-TYPE"), said);
        String cone = "vo cone --ra 10.5 --dec -1 --radius 0.25 --no-report --out @/b --service ";
        assertEquals(1, hyades(cone + server.uri("/tap")), said);
        assertTrue(said.contains("expected a VOTable, found a page of HTML: Welcome"), said);
    }
}
