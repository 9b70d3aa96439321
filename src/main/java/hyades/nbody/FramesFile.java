package hyades.nbody;

import hyades.storage.LineLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// `frames.csv`: where the bodies are at up to 60 times, to be looked at, not computed with: up to 2000 of them,
/// coordinates with five or six digits.
public final class FramesFile implements AutoCloseable {
    private static final int MOST_FRAMES = 60;
    private static final int MOST_BODIES = 2000;
    private static final int DIGITS = 5;
    private static final double LOG10_OF_2 = 0.30103;

    private static final double[] POWERS = new double[309];

    static {
        for (int n = 0; n < POWERS.length; n++) {
            POWERS[n] = Double.parseDouble("1e" + n);
        }
    }

    private final int steps;
    private final LineLog log;

    private FramesFile(int steps, LineLog log) {
        this.steps = steps;
        this.log = log;
    }

    /// Begins a file, or goes on with one: its whole lines before a step are kept. A film is not worth a complaint:
    /// without them it begins anew.
    ///
    /// @param steps of the whole run
    /// @param bodies that will be written
    /// @param firstStep the first that will be written
    public static FramesFile open(Path file, int steps, Bodies bodies, int firstStep) throws IOException {
        String header = "step,time,%s,x,y%s"
                .formatted(String.join(",", bodies.labels().columns()), bodies.dimensions() == 3 ? ",z" : "");
        LineLog.Mark kept = firstStep == 0 || !Files.exists(file)
                ? LineLog.Mark.START
                : LineLog.kept(file, header, line -> isBefore(firstStep, line));
        return new FramesFile(
                steps, kept.equals(LineLog.Mark.START) ? LineLog.create(file, header) : LineLog.resume(file, kept));
    }

    private static boolean isBefore(int end, String line) {
        String step = line.substring(0, Math.max(0, line.indexOf(',')));
        return step.matches("\\d{1,9}") && Integer.parseInt(step) < end;
    }

    /// Whether `step` is one that the file shows: the first, the last, and evenly spaced ones between. It depends on
    /// nothing but the number of steps.
    boolean shows(int step) {
        return step == 0 || (long) step * (MOST_FRAMES - 1) / steps > (step - 1L) * (MOST_FRAMES - 1) / steps;
    }

    /// Writes the bodies at a step, if it is one that the file shows.
    ///
    /// @param time [s]
    /// @return whether it is
    public boolean write(int step, double time, Bodies bodies) {
        if (!shows(step)) {
            return false;
        }
        int shown = Math.min(bodies.count(), MOST_BODIES);
        String start = step + "," + time + ",";
        StringBuilder lines = new StringBuilder();
        for (int k = 0; k < shown; k++) {
            int body = (int) ((long) k * bodies.count() / shown);
            lines.append(start).append(bodies.labels().fields(body));
            for (double[] axis : bodies.position) {
                lines.append(',').append(rounded(axis[body]));
            }
            lines.append('\n');
        }
        try {
            log.append(lines);
            log.flush();
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The nearest number of [#DIGITS] significant digits, or of one more.
    static double rounded(double value) {
        int decimals = DIGITS - 1 - (int) Math.floor(Math.getExponent(value) * LOG10_OF_2);
        if (!Double.isFinite(value) || Math.abs(decimals) >= POWERS.length) {
            return Double.isFinite(value) ? 0 : value;
        }
        // multiplying or dividing by a whole power of ten, never by a fraction, keeps the digits few
        double power = POWERS[Math.abs(decimals)];
        return decimals >= 0 ? Math.rint(value * power) / power : Math.rint(value / power) * power;
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
