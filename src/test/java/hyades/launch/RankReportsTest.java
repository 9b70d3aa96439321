package hyades.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RankReportsTest {
    /// What a task prints last may have no line end, and a report stands in the same line then: it is none of the
    /// task's
    /// output, and the output is not lost.
    @Test
    void aReportIsFoundBehindOutputWithoutALineEnd() {
        RankReports reports = new RankReports();
        assertEquals("some output\n", reports.take("some output\n"));
        assertFalse(reports.haveMet());
        assertEquals("", reports.take(reports.word() + " met\n"));
        assertTrue(reports.haveMet());
        assertEquals("", reports.take(reports.word() + " 1 3\n"));
        assertEquals("1\r2", reports.take("1\r2" + reports.word() + " 0 0\n"));
        assertEquals(Map.of(0, 0, 1, 3), reports.codes());
        String asked = "java -Dhyades.report=" + reports.word() + " -jar hyades.jar\n";
        assertEquals(asked, reports.take(asked));
    }
}
