package hyades.vo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.vo.Evidence.Level;
import hyades.vo.WebFault.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each verdict, from answers as services give them. The oracle of what is right is VOSI 1.1, sections 2.1 and 2.3, and
/// of booleans XML Schema: true, false, 1 and 0, with blanks around them.
class ServiceCheckTest {
    private static final String V1 = "http://www.ivoa.net/xml/VOSIAvailability/v1.0";
    private static final Service SERVICE = Service.at("https://example.org/tap");
    private static final String CAPABILITIES = """
        <vosi:capabilities xmlns:vosi="http://www.ivoa.net/xml/VOSICapabilities/v1.0">
        <capability standardID="ivo://ivoa.net/std/TAP"><interface><accessURL>x</accessURL></interface></capability>
        </vosi:capabilities>\
        """;

    private final FakeTime time = new FakeTime();
    private final Map<String, Object> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    private void on(String resource, int status, String type, String body) {
        URI uri = SERVICE.resource(resource);
        answers.put(
                uri.toString(),
                new Reply(status, uri, type, body.getBytes(StandardCharsets.UTF_8), Duration.ofMillis(120)));
    }

    private void on(String resource, Kind kind) {
        answers.put(SERVICE.resource(resource).toString(), kind);
    }

    private ServiceState look() throws IOException, InterruptedException {
        Web web = (request, _) -> {
            asked.add(request.toString());
            return switch (answers.get(request.uri().toString())) {
                case Reply reply -> reply;
                case Kind kind -> throw new WebFault(kind, request + ": it failed");
                default -> throw new AssertionError(request);
            };
        };
        return ServiceCheck.of(web, SERVICE, Deadline.in(Duration.ofSeconds(10), time));
    }

    private static String codes(ServiceState state) {
        return String.join(
                " ",
                state.evidence().stream()
                        .filter(each -> each.level() != Level.INFO)
                        .map(Evidence::fullCode)
                        .toList());
    }

    private ServiceState availability(String document) throws IOException, InterruptedException {
        on("availability", 200, "text/xml", document);
        on("capabilities", 404, "text/html", "<html>");
        return look();
    }

    private static String document(String namespace, String content) {
        return "<?xml version='1.0'?>\n<v:availability xmlns:v='%s' version='1.1'>\n%s\n</v:availability>"
                .formatted(namespace, content);
    }

    @Test
    void aServiceSaysThatItIsUp() throws Exception {
        ServiceState state = availability("""
            <availability xmlns="http://www.ivoa.net/xml/VOSIAvailability/v1.0"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b">
              <!-- as it should be -->
              <available> true
              </available>
              <upSince>2026-01-02T03:04:05.678Z</upSince>
              <note>service is   accepting
                 queries</note>
              <note/>
              <note><![CDATA[<b>&]]> done</note>
            </availability>\
            """);
        assertEquals(Verdict.UP, state.verdict());
        assertEquals(Duration.ofMillis(120), state.latency());
        assertEquals(
                new Availability(
                        true, "2026-01-02T03:04:05.678Z", "", "", List.of("service is accepting queries", "<b>& done")),
                state.availability());
        assertEquals("", codes(state));
        assertEquals(List.of("GET https://example.org/tap/availability"), asked);
        assertEquals(
                "I-AVA-HTTP GET https://example.org/tap/availability: status 200",
                state.evidence().getFirst().toString());
    }

    @Test
    void aServiceSaysThatItIsDown() throws Exception {
        ServiceState state = availability(document(V1, """
            <v:available>false</v:available><v:downAt>2026-01-02T00:00:00</v:downAt>
            <v:backAt>2026-01-03T00:00:00+01:00</v:backAt><v:note>moving</v:note>\
            """));
        assertEquals(Verdict.DOWN, state.verdict());
        assertEquals("2026-01-03T00:00:00+01:00", state.availability().backAt());
        assertEquals("", codes(state));
    }

    /// With the status of what is not available, as a document says, which has the reason and the time: these are
    /// the verdict's, and nothing else is asked.
    @Test
    void aServiceThatIsNotAvailableMaySayWhy() throws Exception {
        on("availability", 503, "text/xml", document(V1, """
            <v:available>false</v:available><v:backAt>2026-01-03T00:00:00Z</v:backAt><v:note>moving</v:note>\
            """));
        ServiceState state = look();
        assertEquals(Verdict.DOWN, state.verdict());
        assertEquals(List.of("moving"), state.availability().notes());
        assertEquals("2026-01-03T00:00:00Z", state.availability().backAt());
        assertEquals(Duration.ofMillis(120), state.latency());
        assertEquals("E-AVA-HTTP", codes(state));
        assertEquals(1, asked.size());
    }

    /// The status says that it is not available, its document that it is: neither is believed, what it can do counts.
    @Test
    void nobodyIsAvailableWithStatus503() throws Exception {
        on("availability", 503, "text/xml", document(V1, "<v:available>true</v:available><v:note>soon</v:note>"));
        on("capabilities", 503, "text/xml", CAPABILITIES);
        ServiceState state = look();
        assertEquals(Verdict.DOWN, state.verdict());
        assertNull(state.availability().available());
        assertEquals(List.of("soon"), state.availability().notes());
        assertEquals("E-AVA-HTTP E-AVA-BOOL E-CAP-HTTP", codes(state));
        on("capabilities", 200, "text/xml", CAPABILITIES);
        assertEquals(Verdict.UP_WITHOUT_AVAILABILITY, look().verdict());
    }

    /// Whoever says something, but not whether it is available, is heard.
    @Test
    void notesWithoutAVerdictAreKept() throws Exception {
        ServiceState state = availability(document(V1, "<v:note>ask again</v:note>"));
        assertEquals(Verdict.DOWN, state.verdict());
        assertEquals(List.of("ask again"), state.availability().notes());
    }

    /// Those of the standard, of its drafts, of tables, which some programs write, and none.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "http://www.ivoa.net/xml/VOSIAvailability/v1.0, ''",
        "http://www.ivoa.net/xml/VOSI/v1.0, W-AVA-NSPC",
        "http://www.ivoa.net/xml/Availability/v0.4, W-AVA-NSPC",
        "http://www.ivoa.net/xml/VOSITables/v1.0, W-AVA-NSPC"
    })
    void namespacesSeenInTheWild(String namespace, String codes) throws Exception {
        ServiceState qualified = availability(document(namespace, "<v:available>true</v:available>"));
        assertEquals(Verdict.UP, qualified.verdict());
        assertEquals(codes, codes(qualified));
        ServiceState bare = availability(document(namespace, "<available>true</available>"));
        assertEquals(Verdict.UP, bare.verdict());
        assertEquals("W-AVA-NSPC", codes(availability("<availability><available>1</available></availability>")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "true, UP, ''",
        "1, UP, ''",
        "' true ', UP, ''",
        "false, DOWN, ''",
        "0, DOWN, ''",
        "True, UP, W-AVA-BOOL",
        "FALSE, DOWN, W-AVA-BOOL",
        "yes, DOWN, E-AVA-BOOL E-CAP-HTTP",
        "'', DOWN, E-AVA-BOOL E-CAP-HTTP",
        "10, DOWN, E-AVA-BOOL E-CAP-HTTP"
    })
    void booleans(String text, Verdict verdict, String codes) throws Exception {
        ServiceState state = availability(document(V1, "<v:available>%s</v:available>".formatted(text)));
        assertEquals(verdict, state.verdict());
        assertEquals(codes, codes(state));
    }

    /// Whatever answers the first request without telling: what the service can do counts.
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "404, text/html, <html/>, E-AVA-HTTP",
        "503, text/plain, busy, E-AVA-HTTP",
        "200, text/html, <!DOCTYPE html><html/>, W-AVA-TYPE E-AVA-XMLX",
        "200, text/html, <html/>, W-AVA-TYPE E-AVA-ROOT",
        "200, text/xml, <availability/>, W-AVA-NSPC E-AVA-MISS",
        "200, '', <availability><availa, W-AVA-TYPE E-AVA-XMLX",
        "200, application/x-votable+xml, '', E-AVA-XMLX"
    })
    void capabilitiesCountWhereAvailabilityIsNotTold(int status, String type, String body, String codes)
            throws Exception {
        on("availability", status, type, body);
        on("capabilities", 200, "application/xml", CAPABILITIES);
        ServiceState state = look();
        assertEquals(Verdict.UP_WITHOUT_AVAILABILITY, state.verdict());
        assertEquals(codes, codes(state));
        assertNull(state.availability().available());
        assertEquals(
                List.of("GET https://example.org/tap/availability", "GET https://example.org/tap/capabilities"), asked);
        on("capabilities", 200, "text/xml", "<html/>");
        assertEquals(Verdict.DOWN, look().verdict());
        on("capabilities", 200, "text/xml", "<a");
        assertEquals(codes + " E-CAP-XMLX", codes(look()));
        on("capabilities", Kind.TIMEOUT);
        assertEquals(Verdict.DOWN, look().verdict(), "it has answered");
    }

    @Test
    void capabilitiesOfTheDraftCountToo() throws Exception {
        on("availability", 404, "text/html", "");
        on("capabilities", 200, "text/xml", "<v:capabilities xmlns:v='http://www.ivoa.net/xml/VOSI/v1.0'/>");
        ServiceState state = look();
        assertEquals(Verdict.UP_WITHOUT_AVAILABILITY, state.verdict());
        assertEquals("E-AVA-HTTP W-CAP-MISS", codes(state));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"TIMEOUT, TIME", "REFUSED, CONN", "HOST, HOST", "CERTIFICATE, CERT"})
    void aServiceThatIsNotThereIsAskedOnce(Kind kind, String code) throws Exception {
        on("availability", kind);
        ServiceState state = look();
        assertEquals(Verdict.UNREACHABLE, state.verdict());
        assertNull(state.latency());
        assertEquals(
                "F-AVA-%s GET https://example.org/tap/availability: it failed".formatted(code),
                state.evidence().getFirst().toString());
        assertEquals(1, asked.size());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"BROKEN, BROK, UNREACHABLE", "SIZE, SIZE, DOWN", "REDIRECT, REDI, DOWN"})
    void anAnswerThatCannotBeTakenIsNotTheEnd(Kind kind, String code, Verdict verdict) throws Exception {
        on("availability", kind);
        on("capabilities", kind);
        ServiceState state = look();
        assertEquals(verdict, state.verdict());
        assertEquals("F-AVA-%s F-CAP-%s".formatted(code, code), codes(state));
        on("capabilities", 200, "text/xml", CAPABILITIES);
        assertEquals(Verdict.UP_WITHOUT_AVAILABILITY, look().verdict());
    }

    /// No fault of the service.
    @Test
    void whatIsNotRecordedIsNoVerdict() {
        on("availability", Kind.UNRECORDED);
        assertThrows(WebFault.class, this::look);
    }

    @Test
    void anotherAddressThatAnswersIsNamed() throws Exception {
        URI there = URI.create("https://mirror.example.org/tap/availability");
        byte[] body = document(V1, "<v:available>1</v:available>").getBytes(StandardCharsets.UTF_8);
        answers.put(
                SERVICE.resource("availability").toString(), new Reply(200, there, "text/xml", body, Duration.ZERO));
        assertTrue(look().evidence().getFirst().text().endsWith("status 200 from " + there));
    }
}
