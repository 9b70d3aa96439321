package hyades.nbody;

import hyades.nbody.DistributedNBody.Plan;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A run between two steps: all that is needed to go on to the same bytes, on any number of ranks.
///
/// The file ends with the SHA-256 of what is before it. It is written under another name, synced and renamed, and
/// the one before it is kept, so that at any moment at least one whole checkpoint is there.
///
/// @param setup the run, with the bodies as they are now
/// @param step the steps that are done
/// @param frames what pictures need of earlier steps, in order
public record Checkpoint(NBodySetup setup, int step, List<Frame> frames) {
    /// The latest checkpoint's name in a run directory.
    public static final String FILE = "checkpoint.bin";

    /// The name of the one before it.
    public static final String PREVIOUS_FILE = "checkpoint-previous.bin";

    private static final String FORMAT = "hyades nbody checkpoint 1";
    private static final int DIGEST_BYTES = 32;

    /// The bodies' places at one step.
    ///
    /// @param x [m], shape (n)
    /// @param y [m], shape (n)
    public record Frame(int step, double[] x, double[] y) {}

    public Checkpoint {
        frames = List.copyOf(frames);
    }

    /// Writes the checkpoint into a run directory.
    ///
    /// @throws IOException if it cannot be written; what was there before stays
    public void write(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        Path part = directory.resolve(FILE + ".part");
        try (FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            MessageDigest digest = sha256();
            DataOutputStream out = new DataOutputStream(new DigestOutputStream(
                    new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16), digest));
            write(out);
            out.write(digest.digest());
            out.flush();
            channel.force(true);
        }
        if (Files.exists(file)) {
            Files.move(file, directory.resolve(PREVIOUS_FILE), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(directory)) {
            folder.force(true); // the names too
        }
    }

    /// Whether a run in `directory` has left one, be it whole or damaged.
    public static boolean isIn(Path directory) {
        return Files.exists(directory.resolve(FILE)) || Files.exists(directory.resolve(PREVIOUS_FILE));
    }

    /// The checkpoint a run in `place` goes on from: `place` itself where it is a file, else the latest in that
    /// folder.
    ///
    /// @throws IOException in one line: there is none, or it is damaged, and whether another one is whole
    public static Checkpoint read(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return readFile(place);
        }
        Path latest = place.resolve(FILE);
        Path previous = place.resolve(PREVIOUS_FILE);
        try {
            if (Files.exists(latest) || !Files.exists(previous)) {
                return readFile(latest);
            }
        } catch (IOException e) {
            if (!Files.exists(previous)) {
                throw e;
            }
            int step = readFile(previous).step; // its own complaint, where it is damaged too
            throw new IOException(
                    "%s; the one before it is whole: %s, of step %d".formatted(e.getMessage(), previous, step));
        }
        return readFile(previous); // the process ended between two renames
    }

    private static Checkpoint readFile(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": there is no such checkpoint");
        }
        byte[] bytes = Files.readAllBytes(file);
        int length = Math.max(0, bytes.length - DIGEST_BYTES);
        MessageDigest digest = sha256();
        digest.update(bytes, 0, length);
        if (!MessageDigest.isEqual(digest.digest(), Arrays.copyOfRange(bytes, length, bytes.length))) {
            throw new IOException(file + ": damaged, its checksum is wrong");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length))) {
            String format = in.readUTF();
            if (!format.equals(FORMAT)) {
                throw new IOException("%s: is a '%s', expected a '%s'".formatted(file, format, FORMAT));
            }
            return read(in);
        }
    }

    private void write(DataOutputStream out) throws IOException {
        Plan plan = setup.plan();
        out.writeUTF(FORMAT);
        out.writeInt(step);
        out.writeUTF(setup.initial());
        out.writeDouble(setup.timeScale());
        out.writeBoolean(setup.seed() != null);
        out.writeLong(setup.seed() == null ? 0 : setup.seed());
        out.writeUTF(plan.scheme().name());
        out.writeDouble(plan.timeStep());
        out.writeInt(plan.steps());
        out.writeDouble(plan.gravitationalConstant());
        out.writeDouble(plan.softening());
        out.writeInt(plan.diagnosticsEvery());
        out.writeInt(setup.bodies().dimensions());
        out.writeInt(setup.bodies().count());
        write(out, setup.bodies().pack());
        out.writeInt(frames.size());
        for (Frame frame : frames) {
            out.writeInt(frame.step);
            write(out, frame.x);
            write(out, frame.y);
        }
    }

    private static Checkpoint read(DataInputStream in) throws IOException {
        int step = in.readInt();
        String initial = in.readUTF();
        double timeScale = in.readDouble();
        boolean hasSeed = in.readBoolean();
        long seed = in.readLong();
        Plan plan = new Plan(
                Scheme.valueOf(in.readUTF()),
                in.readDouble(),
                in.readInt(),
                in.readDouble(),
                in.readDouble(),
                in.readInt());
        Bodies bodies = Bodies.empty(in.readInt(), in.readInt());
        bodies.unpack(read(in, bodies.pack().length));
        List<Frame> frames = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            frames.add(new Frame(in.readInt(), read(in, bodies.count()), read(in, bodies.count())));
        }
        return new Checkpoint(new NBodySetup(initial, bodies, plan, timeScale, hasSeed ? seed : null), step, frames);
    }

    private static void write(DataOutputStream out, double[] values) throws IOException {
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    private static double[] read(DataInputStream in, int length) throws IOException {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = in.readDouble();
        }
        return values;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
