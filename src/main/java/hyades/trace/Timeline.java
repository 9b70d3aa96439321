package hyades.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one rank was doing when. Without [#start] it keeps nothing but the sum of each activity; a rank uses it
/// from its own thread only, and tells of things one after the other, so that its events never overlap.
///
/// Its size is bounded. When it is full, only every second window of 10 ms stays, then every fourth and so on, and
/// the events longer than the way from one window to the next. Those between are replaced by one that says how many
/// they were and how long each activity took, so that sums over the whole stay right. The windows are those of
/// `System.nanoTime`, the same on all ranks of a machine.
public final class Timeline {
    /// Most events that are kept.
    public static final int MOST_EVENTS = 16384;

    private static final long WINDOW_NANOS = 10_000_000;

    /// 10 ms of 124 days; what comes then is left out.
    private static final int MOST_HALVINGS = 30;

    private final int capacity;
    private final long[] nanos = new long[Activity.values().length];
    private final Map<String, long[]> nanosOfParts = new LinkedHashMap<>();
    private List<Event> events;
    private int halvings;
    private String about;

    public Timeline() {
        this(MOST_EVENTS);
    }

    Timeline(int capacity) {
        this.capacity = capacity;
    }

    /// Begins to keep events, and sums anew.
    public void start() {
        Arrays.fill(nanos, 0);
        nanosOfParts.clear();
        events = new ArrayList<>();
    }

    /// Whether events are kept.
    public boolean isOn() {
        return events != null;
    }

    /// Says what the events from now on are about, such as a file.
    ///
    /// @param subject null for nothing in particular
    public void about(String subject) {
        about = subject;
    }

    /// Says that what began at `start` has just ended.
    ///
    /// @param name one of few, the same each time
    /// @param start as `System.nanoTime` had it
    /// @return how long it took [ns]
    public long ended(Activity activity, String name, long start) {
        long end = System.nanoTime();
        nanos[activity.ordinal()] += end - start;
        if (activity == Activity.COMPUTE) {
            nanosOfParts.computeIfAbsent(name, _ -> new long[1])[0] += end - start; // several times a step
        }
        if (events != null) {
            add(Event.of(activity, name, about, start, end));
        }
        return end - start;
    }

    /// The time spent in an activity so far [s]; the sum over [#events], where these are kept.
    public double seconds(Activity activity) {
        return nanos[activity.ordinal()] * 1e-9;
    }

    /// The time spent so far in each part of the computing [s], by its name, in the order of their first.
    public Map<String, Double> computeParts() {
        Map<String, Double> parts = new LinkedHashMap<>();
        nanosOfParts.forEach((name, sum) -> parts.put(name, sum[0] * 1e-9));
        return parts;
    }

    /// What is kept, in the order of time.
    public List<Event> events() {
        return events == null ? List.of() : List.copyOf(events);
    }

    void add(Event event) {
        append(event);
        while (events.size() > capacity && halvings < MOST_HALVINGS) {
            halvings++;
            List<Event> all = events;
            events = new ArrayList<>(all.size());
            all.forEach(this::append);
        }
    }

    private void append(Event event) {
        if (isKept(event)) {
            events.add(event);
        } else if (!events.isEmpty() && events.getLast().leftOut() != null) {
            events.set(events.size() - 1, events.getLast().and(event));
        } else {
            events.add(event.asLeftOut());
        }
    }

    private boolean isKept(Event event) {
        if (event.leftOut() != null || halvings == MOST_HALVINGS && events.size() >= capacity) {
            return false;
        }
        long window = Math.floorDiv(event.start(), WINDOW_NANOS);
        return (window & (1L << halvings) - 1) == 0 || event.nanos() > WINDOW_NANOS << halvings;
    }
}
