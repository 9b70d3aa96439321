package hyades.run;

import hyades.comm.Clocks;
import hyades.comm.Communicator;
import hyades.process.Screen;
import hyades.run.RunRecord.RankTimes;
import hyades.trace.Activity;
import hyades.trace.Event;
import hyades.trace.ResourceSampler;
import hyades.trace.Sample;
import hyades.trace.Timeline;
import hyades.trace.Track;
import hyades.trace.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What is watched of a rank besides its work: what it uses, always, and what it does when, with `--trace`.
///
/// Made when the rank begins; [#gather] ends it and brings everything to rank 0, which can [#write] it then.
public final class Observation {
    /// Where nothing can be redrawn, a line this often.
    private static final Duration LINE_INTERVAL = Duration.ofSeconds(10);

    private final Communicator world;
    private final Instant started;
    private final boolean trace;
    private final boolean monitor;
    private final ResourceSampler sampler;
    private final Clocks clocks;
    private final boolean redraws = Screen.width().isPresent();
    private long lastLine = System.nanoTime();
    private boolean gathered;
    private List<String> samples = List.of();
    private List<Track> tracks = List.of();
    private long clockErrorNanos;

    /// Begins to watch the rank whose thread calls; with `trace` collective.
    ///
    /// @param started when the user's command started
    public Observation(Communicator world, Instant started, boolean trace, boolean monitor) {
        this.world = world;
        this.started = started;
        this.trace = trace;
        this.monitor = monitor;
        sampler = new ResourceSampler("rank " + world.rank(), monitor ? this::show : null);
        if (trace) {
            clocks = Clocks.measure(world);
            world.timeline().start();
            world.timeline().ended(Activity.STARTUP, "start", start());
        } else {
            clocks = null;
        }
    }

    /// From the start of the user's command to a moment as `System.nanoTime` has it [s].
    double secondsUntil(long nanoTime) {
        return Duration.between(started, Instant.now()).toNanos() * 1e-9 - (System.nanoTime() - nanoTime) * 1e-9;
    }

    /// The start of the user's command, as `System.nanoTime` would have had it.
    private long start() {
        return System.nanoTime() - Duration.between(started, Instant.now()).toNanos();
    }

    /// Stops watching, and collects on rank 0 what was seen; collective.
    ///
    /// @return on rank 0 the times and peaks in rank order, elsewhere an empty list
    public List<RankTimes> gather() {
        world.barrier(); // so that all are watched to the end of the slowest
        Timeline timeline = world.timeline();
        List<Event> events = timeline.events();
        double compute = timeline.seconds(Activity.COMPUTE);
        double communication = timeline.seconds(Activity.COMMUNICATION);
        double inputOutput = timeline.seconds(Activity.READING) + timeline.seconds(Activity.WRITING);
        Map<String, Double> parts = timeline.computeParts();
        List<Sample> mine = sampler.stop();
        Usage usage = sampler.usage();
        RankTimes times = RankTimes.here(world.rank(), compute, communication, inputOutput, usage, parts);
        if (monitor) {
            showLast(usage);
        }
        samples = gather(ResourcesFile.lines(world.rank(), times.pid(), mine, this::secondsUntil));
        if (trace) {
            gatherTracks(new Track(times.rank(), times.host(), times.pid(), events));
        }
        gathered = true;
        return gather(times.toJson()).stream().map(RankTimes::fromJson).toList();
    }

    private List<String> gather(String mine) {
        return world.gather(mine.getBytes(StandardCharsets.UTF_8), 0).stream()
                .map(each -> new String(each, StandardCharsets.UTF_8))
                .toList();
    }

    private void gatherTracks(Track mine) {
        List<Clocks.Conversion> conversions = clocks.measureAgain(world);
        List<byte[]> all = world.gather(mine.toBytes(), 0);
        long start = start();
        tracks = new ArrayList<>();
        for (int rank = 0; rank < all.size(); rank++) {
            Clocks.Conversion conversion = conversions.get(rank);
            tracks.add(Track.fromBytes(all.get(rank)).by(nanos -> conversion.toRankZero(nanos) - start));
            clockErrorNanos = Math.max(clockErrorNanos, conversion.errorNanos());
        }
    }

    /// Writes what was gathered into a run directory; on rank 0.
    public void write(Path directory, String command) throws IOException {
        ResourcesFile.write(directory.resolve("resources.csv"), samples);
        if (!trace) { // what a run that goes on here may have left tells of another part of it
            Files.deleteIfExists(directory.resolve("trace.json"));
            Files.deleteIfExists(directory.resolve("timeline.png"));
            return;
        }
        long kept = 0;
        long leftOut = 0;
        for (Event event :
                tracks.stream().flatMap(track -> track.events().stream()).toList()) {
            if (event.leftOut() == null) {
                kept++;
            } else {
                leftOut += event.count();
            }
        }
        Members<Object> about = new Members<>();
        about.put("command", command);
        about.put("ranks", world.size());
        about.put("started", started.toString());
        about.put("clockErrorMicros", clockErrorNanos / 1000.0);
        about.put("events", kept);
        about.put("leftOut", leftOut);
        TraceFile.write(directory.resolve("trace.json"), tracks, about);
    }

    /// Whether there is to be a trace, and a picture of it.
    public boolean isTraced() {
        return trace;
    }

    /// Whether the trace is still to be gathered and written, by a command that leaves no run directory.
    public boolean isUnwritten() {
        return trace && !gathered;
    }

    private void show(Sample before, Sample now) {
        boolean isTime = now.at() - lastLine >= LINE_INTERVAL.toNanos();
        if (redraws || isTime) {
            lastLine = now.at();
            print(String.format(
                    Locale.ROOT,
                    "cpu %s, process %s, resident %s, heap %d MB, gc %.2f s",
                    percent(now.cpuShare(before)),
                    percent(now.processCpuShare(before)),
                    megabytes(now.residentBytes()),
                    now.heapBytes() >> 20,
                    now.gcSeconds()));
        }
    }

    private void showLast(Usage usage) {
        print(String.format(
                Locale.ROOT,
                "cpu %.2f s, process %.2f s, peak resident %s, peak heap %d MB, gc %.2f s",
                usage.cpuSeconds(),
                usage.processCpuSeconds(),
                megabytes(usage.peakResidentBytes()),
                usage.peakHeapBytes() >> 20,
                usage.gcSeconds()));
    }

    private void print(String text) {
        System.err.println(redraws ? Screen.live(world.rank(), text) : "rank %d: %s".formatted(world.rank(), text));
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "?" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private static String megabytes(Long bytes) {
        return bytes == null ? "?" : (bytes >> 20) + " MB";
    }
}
