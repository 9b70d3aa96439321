package hyades.vo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a service says of its availability, as it says it: dates that are none, elements that stand there twice, and
/// more than anybody reads. What follows from it, [ServiceCheckTest] has.
class AvailabilityReaderTest {
    private final List<Evidence> evidence = new ArrayList<>();

    private Availability read(String content) {
        String document = "<availability xmlns='http://www.ivoa.net/xml/VOSIAvailability/v1.0'>%s</availability>";
        return new AvailabilityReader(evidence::add)
                .read(document.formatted(content).getBytes(StandardCharsets.UTF_8));
    }

    private String codes() {
        return evidence.stream().map(Evidence::fullCode).collect(Collectors.joining(" "));
    }

    /// Kept as it is, and told.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "2000-00-00T00:00:00Z, W-AVA-DATE",
        "yesterday, W-AVA-DATE",
        "2026-01-02, W-AVA-DATE",
        "2026-01-02T03:04:05, ''",
        "2026-01-02T03:04:05.1+02:00, ''",
        "'', ''"
    })
    void datesAreText(String date, String codes) {
        Availability said = read("<available>1</available><upSince> %s</upSince>".formatted(date));
        assertTrue(said.available());
        assertEquals(date, said.upSince());
        assertEquals(codes, codes());
    }

    @Test
    void theFirstOfSeveralCounts() {
        Availability said = read("<available>1</available><available>0</available>");
        assertTrue(said.available());
        assertEquals("W-AVA-MORE", codes());
    }

    /// A note of a megabyte, a thousand of them, and one that would move a terminal's cursor.
    @Test
    void whatServicesSayIsBounded() {
        String notes = "<note>%s</note>".formatted("a".repeat(1 << 20)) + "<note>b\u0085\u009b2J</note>".repeat(1000);
        Availability said = read("<available>1</available>" + notes);
        assertEquals(20, said.notes().size());
        assertEquals("a".repeat(500) + "…", said.notes().getFirst());
        assertEquals("b\\u0085\\u009b2J", said.notes().getLast());
    }
}
