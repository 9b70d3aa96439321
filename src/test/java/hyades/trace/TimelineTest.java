package hyades.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineTest {
    private static final int CAPACITY = 500;

    @Test
    void keepsNothingUntilItIsStarted() {
        Timeline timeline = new Timeline();
        long start = System.nanoTime();
        assertTrue(timeline.ended(Activity.COMPUTE, "work", start) >= 0);
        assertEquals(List.of(), timeline.events());
        timeline.start();
        timeline.about("file");
        timeline.ended(Activity.READING, "read", start);
        Event event = timeline.events().getFirst();
        assertEquals(Activity.READING, event.activity());
        assertEquals("file", event.about());
        assertEquals(start, event.start());
        assertTrue(event.end() >= start);
    }

    /// Kept or not, what an activity took is the sum of what each event was said to take; of what was before the start
    /// nothing counts.
    @Test
    void theSumsAreThoseOfTheEvents() {
        Timeline off = new Timeline(10);
        long took = off.ended(Activity.WRITING, "write", System.nanoTime() - 5_000_000);
        took += off.ended(Activity.WRITING, "write", System.nanoTime() - 7_000_000);
        assertEquals(took * 1e-9, off.seconds(Activity.WRITING), 1e-15);
        assertEquals(0, off.seconds(Activity.READING));
        assertEquals(Map.of(), off.computeParts());
        long force = off.ended(Activity.COMPUTE, "force", System.nanoTime() - 5_000_000);
        force += off.ended(Activity.COMPUTE, "force", System.nanoTime() - 7_000_000);
        long update = off.ended(Activity.COMPUTE, "update", System.nanoTime() - 1_000_000);
        assertEquals(Map.of("force", force * 1e-9, "update", update * 1e-9), off.computeParts());
        assertEquals((force + update) * 1e-9, off.seconds(Activity.COMPUTE), 1e-15);

        Timeline on = new Timeline(10);
        on.ended(Activity.COMMUNICATION, "clocks", System.nanoTime() - 1_000_000_000);
        on.start();
        for (int i = 0; i < 1000; i++) {
            on.ended(Activity.COMMUNICATION, "barrier", System.nanoTime() - 1000 * i);
        }
        long nanos = on.events().stream()
                .mapToLong(event -> event.nanosOf(Activity.COMMUNICATION))
                .sum();
        assertEquals(nanos * 1e-9, on.seconds(Activity.COMMUNICATION), 1e-12);
    }

    /// A million steps of a compute and a communication event, gaps between them: whatever is left out is counted,
    /// and what is said to be left out has the place and the time of what was there.
    @ParameterizedTest(name = "{0} events")
    @ValueSource(ints = {10, CAPACITY, CAPACITY + 1, 5000, 1_000_000})
    void itsSizeIsBoundedAndNothingVanishes(int count) {
        Timeline timeline = new Timeline(CAPACITY);
        timeline.start();
        long[] nanos = new long[Activity.values().length];
        long time = -5_000_000_000L; // System.nanoTime may begin anywhere
        long first = time;
        long end = 0;
        for (int i = 0; i < count; i++) {
            Activity activity = i % 2 == 0 ? Activity.COMPUTE : Activity.COMMUNICATION;
            end = time + 100_000 + 1000 * (i % 7);
            timeline.add(Event.of(activity, "step", null, time, end));
            nanos[activity.ordinal()] += end - time;
            time = end + 500;
        }
        List<Event> events = timeline.events();
        assertTrue(events.size() <= CAPACITY, () -> events.size() + " events");
        assertTrue(count <= CAPACITY || events.size() > CAPACITY / 4, () -> events.size() + " events");
        assertEquals(count, events.stream().mapToLong(Event::count).sum());
        for (Activity activity : List.of(Activity.COMPUTE, Activity.COMMUNICATION)) {
            assertEquals(
                    nanos[activity.ordinal()],
                    events.stream().mapToLong(event -> event.nanosOf(activity)).sum());
        }
        assertEquals(first, events.getFirst().start());
        assertEquals(end, events.getLast().end());
        for (int i = 1; i < events.size(); i++) {
            assertTrue(events.get(i - 1).end() <= events.get(i).start());
            assertTrue(events.get(i - 1).leftOut() == null || events.get(i).leftOut() == null, "gaps are joined");
        }
        if (count > CAPACITY) {
            long whole =
                    events.stream().filter(event -> event.leftOut() == null).count();
            assertTrue(whole > CAPACITY / 4, "single events stay");
        }
    }

    /// Rank 0 does more than the others, so its timeline is thinned earlier; still, what the others' windows hold is
    /// a part of what its own hold, or the other way round.
    @Test
    void ranksKeepTheSameWindows() {
        List<List<Long>> kept = new ArrayList<>();
        for (int more = 0; more < 2; more++) {
            Timeline timeline = new Timeline(CAPACITY);
            timeline.start();
            for (long step = 0; step < 20_000; step++) {
                timeline.add(Event.of(Activity.COMPUTE, "step", null, 1_000_000 * step, 1_000_000 * step + 900_000));
                for (int i = 0; i < more; i++) {
                    timeline.add(Event.of(
                            Activity.WRITING, "row", null, 1_000_000 * step + 900_000, 1_000_000 * step + 950_000));
                }
            }
            kept.add(timeline.events().stream()
                    .filter(event -> event.name().equals("step"))
                    .map(Event::start)
                    .toList());
        }
        assertTrue(kept.get(0).size() > kept.get(1).size());
        assertTrue(kept.get(0).containsAll(kept.get(1)));
    }

    /// One event of 3 s among short ones that last 3 s together.
    @Test
    void longEventsStay() {
        Timeline timeline = new Timeline(CAPACITY);
        timeline.start();
        long time = 15_000_000; // in a window that is left out from the first thinning on
        timeline.add(Event.of(Activity.READING, "long", null, time, time + 3_000_000_000L));
        time += 3_000_000_000L;
        for (int i = 0; i < 30_000; i++) {
            timeline.add(Event.of(Activity.COMPUTE, "short", null, time, time + 100_000));
            time += 100_000;
        }
        assertEquals("long", timeline.events().getFirst().name());
    }

    /// More events within one window than there is room for: thinning cannot help.
    @Test
    void eventsWithoutDurationAreBoundedToo() {
        Timeline timeline = new Timeline(CAPACITY);
        timeline.start();
        for (int i = 0; i < 100_000; i++) {
            timeline.add(Event.of(Activity.COMPUTE, "nothing", null, 0, 0));
        }
        assertTrue(timeline.events().size() <= CAPACITY + 1);
        assertEquals(100_000, timeline.events().stream().mapToLong(Event::count).sum());
    }

    @Test
    void tracksSurviveTheJourney() {
        Timeline timeline = new Timeline(CAPACITY);
        timeline.start();
        for (int i = 0; i < 3000; i++) {
            String about = i % 3 == 0 ? "Zürich \"1\".fits" : null;
            timeline.add(Event.of(Activity.WRITING, "write", about, 1_000_000L * i, 1_000_000L * i + 7));
        }
        Track track = new Track(3, "host", 123_456_789_012L, timeline.events());
        Track back = Track.fromBytes(track.toBytes());
        assertEquals(track.rank(), back.rank());
        assertEquals(track.host(), back.host());
        assertEquals(track.pid(), back.pid());
        assertEquals(
                track.events().stream().map(TimelineTest::text).toList(),
                back.events().stream().map(TimelineTest::text).toList());
    }

    private static String text(Event event) {
        return "%s %s %s %d %d %s"
                .formatted(
                        event.activity(),
                        event.name(),
                        event.about(),
                        event.start(),
                        event.end(),
                        Arrays.toString(event.leftOut()));
    }
}
