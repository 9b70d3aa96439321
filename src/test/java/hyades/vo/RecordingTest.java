package hyades.vo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyades.vo.WebFault.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What is recorded is what is replayed, and people can read, edit and write it.
class RecordingTest {
    private static final URI ADDRESS = URI.create("https://example.org/tap/sync");

    private final FakeTime time = new FakeTime();

    @TempDir
    Path folder;

    private Deadline deadline() {
        return Deadline.in(Duration.ofSeconds(10), time);
    }

    private Replay replay() throws IOException {
        return new Replay(folder, time);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private String answer(Web web) throws IOException, InterruptedException {
        return new String(web.send(Request.get(ADDRESS), deadline()).body(), StandardCharsets.UTF_8);
    }

    /// All bytes there are, in a form with all that could be taken for something else; the file's latency is the one of
    /// the reply.
    @Test
    void aReplyComesBackToTheByte() throws Exception {
        byte[] body = new byte[512];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) i;
        }
        Request request = Request.post(
                ADDRESS, Map.of("QUERY", " SELECT '\\n', \"é\"\r\n\nFROM t: -- # \\", "EMPTY", "", "LANG", "ADQL"));
        URI there = URI.create("https://example.org/elsewhere?a=1");
        Reply reply = new Reply(203, there, "text/xml; charset=UTF-8", body, Duration.ofMillis(210));
        new Recording((_, _) -> reply, folder.resolve("new/folder"), time).send(request, deadline());
        Reply again = new Replay(folder.resolve("new/folder"), time).send(request, deadline());
        assertEquals(reply.status(), again.status());
        assertEquals(there, again.uri());
        assertEquals(reply.contentType(), again.contentType());
        assertArrayEquals(body, again.body());
        assertEquals(reply.latency(), again.latency());
        assertEquals(List.of(Duration.ofMillis(210)), time.sleeps(), "as late as it was");
    }

    /// Some services have numbers of their own.
    @Test
    void statusesThatNobodyKnowsComeBack() throws Exception {
        Reply reply = new Reply(999, ADDRESS, "", new byte[0], Duration.ZERO);
        new Recording((_, _) -> reply, folder, time).send(Request.get(ADDRESS), deadline());
        assertEquals(999, replay().send(Request.get(ADDRESS), deadline()).status());
    }

    /// The file of a request is known: nobody who renews a recording gets a second one.
    @Test
    void aRecordingIsText() throws Exception {
        Web web = (request, _) -> new Reply(200, request.uri(), "", "<a/>\n".getBytes(), Duration.ZERO);
        Request request = Request.post(ADDRESS, Map.of("QUERY", "SELECT 1\nFROM t"));
        new Recording(web, folder, time).send(request, deadline());
        assertEquals("""
            POST https://example.org/tap/sync
            QUERY: SELECT 1\\nFROM t

            200
            Latency: 0.000 s

            <a/>
            """, Files.readString(folder.resolve("example.org-tap-sync-74782c55.txt")));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void faultsComeBackAfterAsLong(Kind kind) throws Exception {
        Recording recording = new Recording(
                (_, _) -> {
                    time.sleep(Duration.ofSeconds(3));
                    throw new WebFault(kind, "GET x: this went wrong");
                },
                folder,
                time);
        assertThrows(WebFault.class, () -> recording.send(Request.get(ADDRESS), deadline()));
        WebFault fault = assertThrows(WebFault.class, () -> replay().send(Request.get(ADDRESS), deadline()));
        assertEquals(kind, fault.kind());
        assertEquals("GET x: this went wrong", fault.getMessage());
        assertEquals(6_000_000_000L, time.nanoTime());
    }

    @Test
    void whatComesTooLateIsNotWaitedFor() throws Exception {
        write("a.txt", "GET https://example.org/tap/sync\n\n200\nLatency: 11 s\n\nlate");
        WebFault fault = assertThrows(WebFault.class, () -> replay().send(Request.get(ADDRESS), deadline()));
        assertEquals(Kind.TIMEOUT, fault.kind());
        assertEquals(10_000_000_000L, time.nanoTime());
    }

    /// Of the same request: in the order of a recording's names, where 10 comes behind 9.
    @Test
    void repliesOfTheSameRequestFollowEachOther() throws Exception {
        int[] count = {0};
        Web counting = (request, _) ->
                new Reply(200, request.uri(), "", Integer.toString(++count[0]).getBytes(), Duration.ZERO);
        Recording recording = new Recording(counting, folder, time);
        for (int i = 1; i <= 12; i++) {
            assertEquals(Integer.toString(i), answer(recording));
        }
        Replay replay = replay();
        for (int i = 1; i <= 14; i++) {
            assertEquals(Integer.toString(Math.min(i, 12)), answer(replay));
        }
    }

    /// A recording that is renewed has what is new only, however often the old one had asked; the files of
    /// other requests stay.
    @Test
    void nothingOldFollowsWhatIsNew() throws Exception {
        String[] says = {"old"};
        Web web = (request, _) -> new Reply(200, request.uri(), "", says[0].getBytes(), Duration.ZERO);
        Recording first = new Recording(web, folder, time);
        for (int i = 0; i < 3; i++) {
            answer(first);
        }
        Request other = Request.get(ADDRESS.resolve("/other"));
        first.send(other, deadline());
        says[0] = "new";
        answer(new Recording(web, folder, time));
        Replay replay = replay();
        assertEquals("new", answer(replay));
        assertEquals("new", answer(replay));
        assertArrayEquals("old".getBytes(), replay.send(other, deadline()).body());
    }

    /// What one and then another answer is one recording.
    @Test
    void aRecordingGoesOnWithAnother() throws Exception {
        Recording recording = new Recording(
                (request, _) -> new Reply(200, request.uri(), "", "one".getBytes(), Duration.ZERO), folder, time);
        assertEquals("one", answer(recording));
        assertEquals(
                "another",
                answer(recording.goingOn(
                        (request, _) -> new Reply(200, request.uri(), "", "another".getBytes(), Duration.ZERO))));
        Replay replay = replay();
        assertEquals("one", answer(replay));
        assertEquals("another", answer(replay));
    }

    /// As an editor of Windows leaves it, and without anything that may be left out.
    @Test
    void whatPeopleWriteIsRead() throws Exception {
        write("note.md", "no reply");
        write("a.txt", "# mine\r\nGET https://example.org/tap/sync\r\n\r\n200\r\nContent-Type:text/xml\r\n\r\n<a/>");
        assertEquals("<a/>", answer(replay()));
        write("a.txt", "GET https://example.org/tap/sync\n\n404");
        assertEquals("", answer(replay()));
        write("a.txt", "GET https://example.org/tap/sync\n\nREFUSED");
        assertEquals(
                "REFUSED", assertThrows(WebFault.class, () -> answer(replay())).getMessage());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"                                 | '': expected a request such as GET https://host/path",
                "PUT http://a/~~200                 | Cannot send PUT http://a/ with {}",
                "GET http://a b/~~200               | Illegal character in authority at index 8: http://a b/",
                "GET http://a/~~sorry               | 'sorry': expected a status, such as 200, or one of [TIMEOUT, ",
                "GET http://a/~~200~Latency: soon   | expected a number, and a unit of ",
                "GET http://a/~~200~nonsense        | 'nonsense': expected NAME: VALUE, each name once",
                "POST http://a/~A: 1~A: 2~~200      | 'A: 2': expected NAME: VALUE, each name once",
            })
    void whatIsNoReplyIsNamed(String text, String expected) throws Exception {
        write("a.txt", text.replace('~', '\n'));
        IOException e = assertThrows(IOException.class, this::replay);
        String line = "%s: %s".formatted(folder.resolve("a.txt"), expected.strip());
        assertEquals(
                line,
                e.getMessage()
                        .substring(0, Math.min(line.length(), e.getMessage().length())));
    }

    @Test
    void aFolderWithoutRepliesIsNone() throws Exception {
        assertEquals(
                folder + ": no replies are there: expected *.txt",
                assertThrows(IOException.class, this::replay).getMessage());
        Path missing = folder.resolve("missing");
        assertEquals(
                missing + ": is no folder of replies",
                assertThrows(IOException.class, () -> new Replay(missing)).getMessage());
        Files.createDirectory(folder.resolve("a.txt"));
        assertEquals(
                folder.resolve("a.txt") + ": Is a directory",
                assertThrows(IOException.class, this::replay).getMessage());
        write("file", "");
        assertEquals(
                folder.resolve("file/b") + ": cannot be made: Not a directory",
                assertThrows(IOException.class, () -> new Recording(null, folder.resolve("file/b"), time))
                        .getMessage());
    }

    @Test
    void whatIsNotRecordedIsNamed() throws Exception {
        write("a.txt", "GET https://example.org/tap/sync\n\n200");
        Request request = Request.post(ADDRESS, Map.of("LANG", "ADQL"));
        WebFault fault = assertThrows(WebFault.class, () -> replay().send(request, deadline()));
        assertEquals(Kind.UNRECORDED, fault.kind());
        assertEquals(
                "POST https://example.org/tap/sync with {LANG=ADQL}: is not recorded in " + folder, fault.getMessage());
    }

    /// No name of a file is too long, and none is that of another request.
    @Test
    void namesTellRequestsApart() {
        String path = "https://example.org/" + "a/".repeat(300);
        List<String> names = Arrays.asList(
                Recording.name(Request.get(URI.create(path)), 1),
                Recording.name(Request.get(URI.create(path + "b")), 1),
                Recording.name(Request.get(URI.create("https://example.org/a/b")), 1),
                Recording.name(Request.get(URI.create("https://example.org/a-b")), 1),
                Recording.name(Request.get(URI.create("http://example.org/a-b")), 1),
                Recording.name(Request.get(URI.create("https://example.org/a-b")), 2));
        assertEquals(6, names.stream().distinct().count());
        names.forEach(name -> assertEquals(name, name.replaceAll("[^A-Za-z0-9.-]", ""), "portable"));
        assertEquals(93, names.getFirst().length());
    }
}
