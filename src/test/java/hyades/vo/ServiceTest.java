package hyades.vo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lists and addresses of services as people write them.
class ServiceTest {
    @TempDir
    Path folder;

    private List<Service> read(String text) throws IOException {
        return Service.read(Files.writeString(folder.resolve("list"), text));
    }

    @Test
    void aListHasNamesAddressesAndComments() throws Exception {
        assertEquals(
                List.of(
                        new Service("GAVO data centre", ServiceAddress.parse("https://dc.g-vo.org/tap")),
                        Service.at("http://example.org/a#b".replace("#b", ""))),
                read("# mine\n\n GAVO data centre\thttps://dc.g-vo.org/tap/  # a comment\nhttp://example.org/a\n"));
    }

    @Test
    void whatIsNoAddressIsNamedWithItsLine() {
        IOException e = assertThrows(IOException.class, () -> read("# mine\nGAVO dc.g-vo.org/tap\n"));
        assertEquals(
                folder.resolve("list")
                        + ", line 2: 'GAVO dc.g-vo.org/tap': expected the address of a service, such as"
                        + " https://host/path/tap",
                e.getMessage());
        assertEquals(
                folder.resolve("list") + ": no service is in it",
                assertThrows(IOException.class, () -> read("# none\n")).getMessage());
    }

    /// Two copies of one list: where somebody runs the program from elsewhere, it still has one.
    @Test
    void theListOfUsersIsTheBuiltInOne() throws Exception {
        assertEquals(Service.builtIn(), Service.read(Path.of("jobs/vo-services.txt")));
        assertEquals(4, Service.builtIn().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host",
                "ftp://host/a",
                "http:///a",
                "http://",
                "file:///etc/passwd",
                "http://a b/",
                "http://user:secret@host/",
                "http://host/#part",
                "http://host:99999/",
                "mailto:a@b"
            })
    void addressesAreOfHosts(String text) {
        assertThrows(IllegalArgumentException.class, () -> ServiceAddress.parse(text));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "https://host/tap/, https://host/tap/availability",
        "https://host, https://host/availability",
        "HTTP://[::1]:8080/tap, HTTP://[::1]:8080/tap/availability",
        "http://host/tap?key=1/2, http://host/tap/availability?key=1/2"
    })
    void resourcesLieBelow(String address, String expected) {
        assertEquals(expected, Service.at(address).resource("availability").toString());
    }
}
