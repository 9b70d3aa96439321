package hyades.vo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ConeSearchTest {
    private static final URI BASE = URI.create("https://tap.example.org/tap");
    private static final SkyPoint CENTRE = new SkyPoint(10, 20);

    /// Answers all with one thing.
    private static ConeSearch search(int status, String body) {
        Web web = (request, deadline) -> {
            assertEquals("POST", request.method());
            assertEquals("https://tap.example.org/tap/sync", request.uri().toString());
            assertEquals("doQuery", request.form().get("REQUEST"));
            assertEquals("ADQL", request.form().get("LANG"));
            assertTrue(Set.of("7", "1").contains(request.form().get("MAXREC")), "of many, or of one name");
            return new Reply(status, request.uri(), "text/xml", body.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
        };
        return new ConeSearch(web, Duration.ofSeconds(5), 7);
    }

    private static Deadline deadline() {
        return Deadline.in(Duration.ofSeconds(5));
    }

    private static String answer(String fields, String... rows) {
        StringBuilder table = new StringBuilder("<VOTABLE><RESOURCE><INFO name='QUERY_STATUS' value='OK'/><TABLE>");
        for (String field : fields.split(" ")) {
            boolean isText = field.equals("main_id") || field.equals("otype");
            table.append("<FIELD name='%s' datatype='%s'/>".formatted(field, isText ? "char' arraysize='*" : "double"));
        }
        table.append("<DATA><TABLEDATA>");
        for (String row : rows) {
            table.append("<TR><TD>").append(row.replace("|", "</TD><TD>")).append("</TD></TR>");
        }
        return table.append("</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>").toString();
    }

    private static final String SIMBAD = "main_id ra dec otype";

    /// Nearest first, the separation in arcsec: 0.01° to the north are 36″. What has no place comes
    /// last, in the table only.
    @Test
    void objectsAreSortedByTheirDistance() throws Exception {
        Neighbourhood found = search(
                        200, answer(SIMBAD, "far|10|20.02|*", "none|||G", "near|10|20.01|G", "||20|*", "there|10|20|"))
                .around(ConeTable.simbad(BASE), CENTRE, 0.1, deadline());
        assertEquals(
                List.of("there", "near", "far"),
                found.objects().stream().map(SkyObject::name).toList());
        assertEquals(36, found.objects().get(1).separation(), 1e-9);
        assertEquals(0, found.beyond());
        assertEquals("", found.objects().getFirst().type());
        assertEquals(
                List.of("name", "ra", "dec", "type", "separation"),
                found.table().columns().stream().map(SkyTable.Column::name).toList());
        assertEquals(5, found.table().rows().size());
        assertEquals(
                Arrays.asList("none", null, null, "G", null),
                found.table().rows().getLast());
    }

    @Test
    void tablesOfOnesOwnKeepTheirOtherColumns() throws Exception {
        ConeTable table = new ConeTable(BASE, "gaia", "", "ra", "dec", "", List.of("mag", "plx"));
        Neighbourhood found =
                search(200, answer("ra dec mag plx", "10|20|1.5|0.1")).around(table, CENTRE, 1, deadline());
        assertEquals(
                List.of("name", "ra", "dec", "type", "mag", "plx", "separation"),
                found.table().columns().stream().map(SkyTable.Column::name).toList());
        assertEquals(
                Arrays.asList(null, 10.0, 20.0, null, 1.5, 0.1, 0.0),
                found.table().rows().getFirst());
    }

    /// A column of one's own that is called as one of ours is told apart from it.
    @Test
    void noTwoColumnsHaveOneName() throws Exception {
        ConeTable table = new ConeTable(BASE, "t", "", "ra", "dec", "", List.of("separation", "RA", "name", "name"));
        Neighbourhood found = search(200, answer("ra dec separation RA name name", "10|20|1.5|0.1|7|8"))
                .around(table, CENTRE, 1, deadline());
        assertEquals(
                List.of("name", "ra", "dec", "type", "separation_2", "RA_2", "name_2", "name_3", "separation"),
                found.table().columns().stream().map(SkyTable.Column::name).toList());
    }

    /// 0.4″ beyond the circle are a rounding, 0.6″ are not.
    @Test
    void whatLiesBeyondTheCircleIsCounted() throws Exception {
        String rows = "a|10|%s|*";
        double edge = 20 + 0.1;
        Neighbourhood found = search(
                        200, answer(SIMBAD, rows.formatted(edge + 0.4 / 3600), rows.formatted(edge + 0.6 / 3600)))
                .around(ConeTable.simbad(BASE), CENTRE, 0.1, deadline());
        assertEquals(1, found.beyond());
    }

    @Test
    void namesAreResolved() throws Exception {
        SkyObject found =
                search(200, answer(SIMBAD, "NGC  4782|193.6|-12.5|GiP")).named(BASE, "NGC4782", deadline());
        assertEquals(new SkyObject("NGC  4782", "GiP", new SkyPoint(193.6, -12.5), 0), found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "200; main_id ra dec otype; ; tap.example.org knows no object of this name",
                "200; main_id ra dec otype; x|||G; tap.example.org does not know where it is",
                "200; main_id ra dec otype; x|10|95|G; RA 10.0, Dec 95.0: expected degrees from 0 to below 360 and"
                        + " from -90 to 90",
                "200; main_id ra dec otype; x|Infinity|9|G; RA NaN, Dec 9.0: expected degrees from 0 to below 360 and"
                        + " from -90 to 90",
                "200; ra main_id dec otype; 1|x|2|G; expected numbers as right ascension and declination, found x and"
                        + " 2.0"
            })
    void namesThatAreNotKnownAreToldOf(int status, String fields, String row, String line) {
        String body = row == null ? answer(fields) : answer(fields, row);
        assertEquals(
                line,
                assertThrows(IOException.class, () -> search(status, body).named(BASE, "x", deadline()))
                        .getMessage());
    }

    /// Which service, which status, and what it says.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "400; <VOTABLE><RESOURCE><INFO name='QUERY_STATUS' value='ERROR'>no table"
                        + " x</INFO></RESOURCE></VOTABLE>; tap.example.org: HTTP status 400: the service refuses the"
                        + " query: no table x",
                "200; <VOTABLE><RESOURCE><INFO name='QUERY_STATUS' value='ERROR'>no table"
                        + " x</INFO></RESOURCE></VOTABLE>; tap.example.org: the service refuses the query: no table x",
                "503; <html><title>Maintenance</title></html>; tap.example.org: HTTP status 503: expected a VOTable,"
                        + " found a page of HTML: Maintenance",
                "404; not here; tap.example.org: HTTP status 404: expected a VOTable, found text: not here"
            })
    void failuresAreToldInOneLine(int status, String body, String line) {
        assertEquals(
                line,
                assertThrows(
                                IOException.class,
                                () -> search(status, body).around(ConeTable.simbad(BASE), CENTRE, 1, deadline()))
                        .getMessage());
    }

    @Test
    void answersToSomethingElseAreRefused() {
        for (String body : List.of(
                answer("ra dec", "1|2"), answer("ra main_id dec otype", "1|x|2|G"), answer(SIMBAD, "x|10|95|G"))) {
            String table = body.contains(">95<") ? "x" : body;
            IOException e = assertThrows(
                    IOException.class,
                    () -> search(200, body).around(ConeTable.simbad(BASE), CENTRE, 1, deadline()),
                    table);
            assertTrue(e.getMessage().contains("expected"), e.getMessage());
        }
    }

    /// All tasks come back in their order; the fifth begins when one of the first four has ended, which
    /// wait for each other, and then until whoever hands them out waits, too.
    @Test
    void someAreDoneAtOnceAndAllInOrder() throws Exception {
        Thread caller = Thread.currentThread();
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch four = new CountDownLatch(4);
        List<Callable<Integer>> tasks = IntStream.range(0, 40)
                .<Callable<Integer>>mapToObj(i -> () -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    four.countDown();
                    four.await();
                    while (i < 4 && caller.getState() != Thread.State.WAITING) {
                        Thread.yield();
                    }
                    now.decrementAndGet();
                    return i;
                })
                .toList();
        assertEquals(IntStream.range(0, 40).boxed().toList(), Together.all(tasks, 4));
        assertEquals(4, most.get());
    }
}
