package hyades.nbody;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

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
    private final FileChannel channel;
    private final BufferedWriter out;

    private FramesFile(int steps, FileChannel channel) {
        this.steps = steps;
        this.channel = channel;
        out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
    }

    /// Begins a file, or goes on with one: its whole lines before a step are kept.
    ///
    /// @param steps of the whole run
    /// @param dimensions 2 or 3
    /// @param firstStep the first that will be written
    public static FramesFile open(Path file, int steps, int dimensions, int firstStep) throws IOException {
        String header = "step,time,id,x,y" + (dimensions == 3 ? ",z\n" : "\n");
        long kept = firstStep == 0 || !Files.exists(file) ? 0 : kept(file, header, firstStep);
        FramesFile opened =
                new FramesFile(steps, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        opened.channel.truncate(kept).position(kept);
        if (kept == 0) {
            opened.out.write(header);
        }
        return opened;
    }

    /// Bytes of the header and of the whole lines of steps before `end` after it; a film is not worth a complaint.
    private static long kept(Path file, String header, int end) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (!text.startsWith(header)) {
            return 0;
        }
        int kept = header.length();
        for (int next = text.indexOf('\n', kept); next >= 0; next = text.indexOf('\n', kept)) {
            int comma = text.indexOf(',', kept);
            String step = text.substring(kept, Math.clamp(comma, kept, next));
            if (!step.matches("\\d{1,9}") || Integer.parseInt(step) >= end) {
                break;
            }
            kept = next + 1;
        }
        return kept;
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
        try {
            for (int k = 0; k < shown; k++) {
                int id = (int) ((long) k * bodies.count() / shown);
                out.write(start);
                out.write(Integer.toString(id));
                for (double[] axis : bodies.position) {
                    out.write(',');
                    out.write(Double.toString(rounded(axis[id])));
                }
                out.write('\n');
            }
            out.flush();
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
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
