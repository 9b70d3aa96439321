package hyades.run;

import hyades.process.Screen;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// How far a run is, on standard error: a bar that redraws itself on a terminal, a line now and then elsewhere.
///
/// The launcher script sets `HYADES_COLUMNS` to the terminal's width where standard error is one; a rank's own
/// standard error is a pipe to the launcher.
public final class Progress implements AutoCloseable {
    private static final long LINE_INTERVAL = TimeUnit.SECONDS.toNanos(2);
    private static final int BAR_INTERVAL_MILLIS = 200;
    private static final long BAR_INTERVAL = TimeUnit.MILLISECONDS.toNanos(BAR_INTERVAL_MILLIS);

    /// In fewer columns there is no room for a rate and a time beside the bar.
    private static final int WIDE = 70;

    private final String unit;
    private final long total;
    private final boolean quiet;
    private final ProgressBar bar;
    private final boolean isWide;
    private final Pace pace = new Pace();
    private long lastShown = System.nanoTime();
    private boolean closed;

    /// @param unit what is counted, in the plural: `steps`
    /// @param total how many there will be
    /// @param quiet whether to show nothing
    public Progress(String unit, long total, boolean quiet) {
        this.unit = unit;
        this.total = total;
        this.quiet = quiet;
        OptionalInt columns = Screen.width();
        isWide = columns.orElse(0) >= WIDE;
        bar = quiet || columns.isEmpty() ? null : bar(columns.getAsInt());
    }

    private ProgressBar bar(int columns) {
        ProgressBarBuilder builder = new ProgressBarBuilder()
                .setInitialMax(total)
                .setUpdateIntervalMillis(BAR_INTERVAL_MILLIS)
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(" " + unit, 1)
                .setEtaFunction(state -> left(state.getCurrent()).stream()
                        .mapToObj(Duration::ofSeconds)
                        .findFirst())
                .setConsumer(new DelegatingProgressBarConsumer(
                        text -> System.err.print(text + "\r"), Math.max(20, columns - 1)));
        return (isWide ? builder : builder.hideEta()).build();
    }

    /// Says that `done` of the total are done.
    public void done(long done) {
        done(done, () -> "");
    }

    /// Says that `done` of the total are done.
    ///
    /// @param note what else is worth seeing; asked for when it is shown
    public void done(long done, Supplier<String> note) {
        if (quiet) {
            return;
        }
        long now = System.nanoTime();
        pace.at(now, done);
        if (bar != null) {
            bar.stepTo(done);
        }
        if (now - lastShown < (bar == null ? LINE_INTERVAL : BAR_INTERVAL)) {
            return;
        }
        lastShown = now;
        if (bar == null) {
            show(done, note.get());
        } else if (isWide) {
            bar.setExtraMessage(" " + joined(rate(), note.get()));
        }
    }

    private void show(long done, String note) {
        if (done > 0) {
            OptionalLong seconds = left(done);
            System.err.println(joined(
                    "%d of %d %s".formatted(done, total, unit),
                    rate(),
                    note,
                    seconds.isEmpty() ? "" : clock(seconds.getAsLong()) + " left"));
        }
    }

    private static String joined(String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    }

    private String rate() {
        OptionalDouble rate = pace.perSecond();
        return rate.isEmpty() ? "" : String.format(Locale.ROOT, "%.4g %s/s", rate.getAsDouble(), unit);
    }

    /// [s]
    private OptionalLong left(long done) {
        OptionalDouble rate = pace.perSecond();
        return rate.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Math.round((total - done) / rate.getAsDouble()));
    }

    private static String clock(long seconds) {
        return "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    @Override
    public void close() {
        if (bar != null && !closed) {
            bar.close();
            System.err.println();
        }
        closed = true;
    }
}
