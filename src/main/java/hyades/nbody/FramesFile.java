package hyades.nbody;

import hyades.storage.LineLog;
import hyades.storage.WholeFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/// `frames.csv`: where the bodies are at up to 64 times, their masses and how fast they are, to be looked at, not
/// computed with: up to 2000 of them, numbers with five or six digits.
public final class FramesFile implements AutoCloseable {
    private static final int MOST_FRAMES = 64;
    private static final int MOST_BODIES = 2000;
    private static final int DIGITS = 5;
    private static final double LOG10_OF_2 = 0.30103;

    private static final double[] POWERS = new double[309];

    static {
        for (int n = 0; n < POWERS.length; n++) {
            POWERS[n] = Double.parseDouble("1e" + n);
        }
    }

    private final long steps;
    private final double end;
    private final LineLog log;

    private FramesFile(long steps, double end, LineLog log) {
        this.steps = steps;
        this.end = end;
        this.log = log;
    }

    /// Does the same for a run that ends at a time, after nobody knows how many steps: it shows the first step in each
    /// of 62 equal parts of the time.
    ///
    /// @param end [s]
    public static FramesFile open(Path file, double end, Bodies bodies, long firstStep) throws IOException {
        String header = header(bodies);
        if (firstStep == 0 || !Files.exists(file)) {
            return new FramesFile(0, end, LineLog.create(file, header));
        }
        int shown = shown(bodies);
        long[] lines = {0, -1};
        LineLog.Mark mark = LineLog.kept(file, header, line -> {
            String text = line.substring(0, Math.max(0, line.indexOf(',')));
            long step = text.matches("\\d{1,16}") ? Long.parseLong(text) : -1;
            boolean isNext = lines[0] % shown == 0 ? step > lines[1] : step == lines[1];
            if (!isNext) {
                throw damaged(file, lines[1]);
            }
            if (step < firstStep) {
                lines[0]++;
                lines[1] = step;
            }
            return step < firstStep;
        });
        if (mark.equals(LineLog.Mark.START) || lines[0] % shown != 0) {
            throw damaged(file, Math.max(0, lines[1]));
        }
        return new FramesFile(0, end, LineLog.resume(file, mark));
    }

    private static String header(Bodies bodies) {
        return "step,time,%s,x,y%s,mass,speed"
                .formatted(String.join(",", bodies.labels().columns()), bodies.dimensions() == 3 ? ",z" : "");
    }

    private static IOException damaged(Path file, long step) {
        return new IOException(
                "%s: is not as the run left it at the frame of step %d: it cannot go on".formatted(file, step));
    }

    /// Begins a file, or goes on with one: of its frames before a step those are kept that a run of `steps` shows, so
    /// that a run that was made longer leaves what one leaves that was that long from the start. A film that is not
    /// there, since somebody needed the room, begins anew.
    ///
    /// @param steps of the whole run
    /// @param bodies that will be written
    /// @param firstStep the first that will be written
    /// @throws IOException in one line if the file is not as it was left; it stays as it is
    public static FramesFile open(Path file, long steps, Bodies bodies, long firstStep) throws IOException {
        String header = header(bodies);
        if (firstStep == 0 || !Files.exists(file)) {
            return new FramesFile(steps, Double.NaN, LineLog.create(file, header));
        }
        Kept kept = new Kept(file, steps, bodies, firstStep);
        LineLog.Mark mark = LineLog.kept(file, header, kept::isBefore);
        kept.check(!mark.equals(LineLog.Mark.START));
        if (kept.others > 0) {
            WholeFile.writeText(file, out -> kept.copy(header, out));
            mark = LineLog.kept(file, header, _ -> true);
        }
        return new FramesFile(steps, Double.NaN, LineLog.resume(file, mark));
    }

    /// The frames of a file that are kept, line by line.
    private static final class Kept {
        private final Path file;
        private final long steps;
        private final int shown;
        private final long end;
        private long begin;
        private long lines;
        private long others;

        Kept(Path file, long steps, Bodies bodies, long end) {
            this.file = file;
            this.steps = steps;
            this.end = end;
            shown = shown(bodies);
        }

        /// @throws IOException where a frame of this run should be, and is not
        boolean isBefore(String line) throws IOException {
            String text = line.substring(0, Math.max(0, line.indexOf(',')));
            long step = text.matches("\\d{1,16}") ? Long.parseLong(text) : -1;
            if (step >= end) {
                return false;
            }
            if (step >= 0 && !shows(step, steps)) {
                others++;
                return true;
            }
            if (lines == 0 && step >= 0) {
                begin = step; // not that of the run where somebody has taken the film away since
            }
            if (step != next()) {
                throw damaged();
            } else {
                lines++;
            }
            return true;
        }

        void check(boolean hasHeader) throws IOException {
            if (!hasHeader || lines > 0 && next() < end || lines % shown != 0) {
                throw damaged();
            }
        }

        private long next() {
            return begin + lines / shown * stride(steps);
        }

        private IOException damaged() {
            return FramesFile.damaged(file, next());
        }

        void copy(String header, Writer out) throws IOException {
            try (BufferedReader in = Files.newBufferedReader(file)) {
                out.write(header + "\n");
                in.readLine();
                for (long left = lines; left > 0; ) {
                    String line = in.readLine();
                    if (shows(Long.parseLong(line.substring(0, line.indexOf(','))), steps)) {
                        out.write(line + "\n");
                        left--;
                    }
                }
            }
        }
    }

    /// Whether `step` is one that the file shows: the last, and from the first on every 2^k-th, so that the frames of
    /// a run are among those of a shorter one.
    static boolean shows(long step, long steps) {
        return step % stride(steps) == 0 || step == steps;
    }

    /// The smallest power of two with which there are at most [#MOST_FRAMES].
    private static long stride(long steps) {
        long least = (steps + MOST_FRAMES - 2) / (MOST_FRAMES - 1);
        return least <= 1 ? 1 : Long.highestOneBit(least - 1) << 1;
    }

    private static int shown(Bodies bodies) {
        return Math.min(bodies.count(), MOST_BODIES);
    }

    private boolean shows(Moment at) {
        return Double.isNaN(end)
                ? shows(at.step(), steps)
                : at.step() == 0 || at.isLast() || part(at.time()) > part(at.before());
    }

    private long part(double time) {
        return (long) (time / end * (MOST_FRAMES - 2));
    }

    /// Writes the bodies at a step, if it is one that the file shows.
    ///
    /// @return whether it is
    public boolean write(Moment at, Bodies bodies) {
        if (!shows(at)) {
            return false;
        }
        int shown = shown(bodies);
        String start = at.step() + "," + at.time() + ",";
        StringBuilder lines = new StringBuilder();
        for (int k = 0; k < shown; k++) {
            int body = (int) ((long) k * bodies.count() / shown);
            lines.append(start).append(bodies.labels().fields(body));
            for (double[] axis : bodies.position) {
                lines.append(',').append(rounded(axis[body]));
            }
            lines.append(',').append(rounded(bodies.mass[body]));
            lines.append(',').append(rounded(speed(bodies, body))).append('\n');
        }
        try {
            log.append(lines);
            log.flush();
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double speed(Bodies bodies, int body) {
        double square = 0;
        for (double[] axis : bodies.velocity) {
            square += axis[body] * axis[body];
        }
        return Math.sqrt(square);
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
