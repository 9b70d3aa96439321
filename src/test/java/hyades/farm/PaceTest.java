package hyades.farm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace(Rules.DEFAULT.withMedians(2), 1);

    /// With each task up to ten, and then with one in ten more: sorting all each time takes the square of their
    /// number. Tasks that take ever longer move the median each time that it is had.
    @Test
    void theMedianIsHadAnewAsTheTasksGrow() {
        List<Integer> anew = new ArrayList<>();
        double before = pace.limitSeconds();
        assertEquals(Double.POSITIVE_INFINITY, before);
        for (int done = 1; done <= 100_000; done++) {
            pace.done(done);
            double now = pace.limitSeconds();
            if (now != before) {
                anew.add(done);
                assertEquals(2 * (done / 2 + 1), now);
            }
            before = now;
        }
        // of equal halves the upper one: that of 4 is 3, that of 5, too
        assertEquals(List.of(3, 4, 6, 8, 10, 12, 14, 16, 18, 20, 23), anew.subList(0, 11));
        assertTrue(anew.size() < 120, () -> anew.size() + " times"); // ln(100000 / 20) / ln(1.1) = 89, and the first
        assertTrue(anew.getLast() > 90_000, () -> "at last of " + anew.getLast());
    }
}
