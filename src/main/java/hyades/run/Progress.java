package hyades.run;

import hyades.process.Screen;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
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

    private final String unit;
    private final long total;
    private final long start = System.nanoTime();
    private final ProgressBar bar;
    private long lastLine = start;
    private boolean closed;

    /// @param unit what is counted, in the plural: `steps`
    /// @param total how many there will be
    public Progress(String unit, long total) {
        this.unit = unit;
        this.total = total;
        OptionalInt columns = Screen.width();
        bar = columns.isEmpty() ? null : bar(unit, total, columns.getAsInt());
    }

    private static ProgressBar bar(String unit, long total, int columns) {
        return new ProgressBarBuilder()
                .setInitialMax(total)
                .setUpdateIntervalMillis(BAR_INTERVAL_MILLIS)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                .setUnit(" " + unit, 1)
                .setConsumer(new DelegatingProgressBarConsumer(
                        text -> System.err.print(text + "\r"), Math.max(20, columns - 1)))
                .build();
    }

    /// Says that `done` of the total are done.
    ///
    /// @param note what else is worth seeing
    public void done(long done, String note) {
        if (bar != null) {
            bar.stepTo(done);
            bar.setExtraMessage(" " + note);
            return;
        }
        long now = System.nanoTime();
        if (done > 0 && now - lastLine >= LINE_INTERVAL) {
            lastLine = now;
            double rate = done / ((now - start) * 1e-9);
            System.err.println(String.format(
                    Locale.ROOT,
                    "%d of %d %s, %.4g %s/s, %s%s left",
                    done,
                    total,
                    unit,
                    rate,
                    unit,
                    note.isEmpty() ? "" : note + ", ",
                    left(done, rate)));
        }
    }

    private String left(long done, double rate) {
        if (done == 0) {
            return "unknown time";
        }
        long seconds = Math.round((total - done) / rate);
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
