package hyades.nbody;

import hyades.storage.LineLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `events.csv`: what happened, in the order of the run, a line each.
public final class EventsFile implements AutoCloseable {
    public static final String NAME = "events.csv";

    private static final String HEADER = "step,time,event,body,other,distance";

    private final LineLog log;
    private final long[] counts = new long[Event.Kind.values().length];

    private EventsFile(LineLog log, List<Long> counts) {
        this.log = log;
        for (int kind = 0; kind < counts.size(); kind++) {
            this.counts[kind] = counts.get(kind);
        }
    }

    /// Begins the file, or goes on with it: what lies behind the mark is cut off.
    ///
    /// @param before what the run has written, where it goes on
    /// @throws IOException in one line if the file is not as it was left; it stays as it is
    public static EventsFile open(Path file, Written before) throws IOException {
        LineLog.Mark mark = before.events();
        LineLog log = mark.equals(LineLog.Mark.START) ? LineLog.create(file, HEADER) : LineLog.resume(file, mark);
        log.flush();
        return new EventsFile(log, before.eventCounts());
    }

    /// Writes the events of a step.
    ///
    /// @param at where it ends
    void write(Moment at, List<Event> events, Labels labels) {
        StringBuilder lines = new StringBuilder();
        for (Event event : events) {
            counts[event.kind().ordinal()]++;
            lines.append(at.step())
                    .append(',')
                    .append(event.time(at))
                    .append(',')
                    .append(event.kind());
            lines.append(',').append(labels.idField(event.first())).append(',');
            lines.append(event.second() < 0 ? "" : labels.idField(event.second()));
            lines.append(',').append(event.distance()).append('\n');
        }
        try {
            log.append(lines);
            log.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where the file ends.
    public LineLog.Mark mark() {
        return log.mark();
    }

    /// How many it has of each kind, in the order of [Event.Kind].
    public List<Long> counts() {
        List<Long> all = new ArrayList<>();
        for (long count : counts) {
            all.add(count);
        }
        return all;
    }

    /// How many collisions it has.
    public long collisions() {
        return counts[Event.Kind.COLLISION.ordinal()];
    }

    /// How many encounters it has.
    public long encounters() {
        return counts[Event.Kind.ENCOUNTER.ordinal()];
    }

    /// How many escapes it has.
    public long escapes() {
        return counts[Event.Kind.ESCAPE.ordinal()];
    }

    /// Sees to it that what is written survives the machine, too.
    public void sync() throws IOException {
        log.sync();
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
