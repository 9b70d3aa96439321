package hyades.nbody;

import hyades.nbody.DistributedNBody.Plan;
import hyades.storage.CheckpointFile;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A run between two steps: all that is needed to go on to the same bytes, on any number of ranks.
///
/// @param setup the run, with the bodies as they are now
/// @param step the steps that are done
/// @param options what was asked for, by names that are the caller's
/// @param written before the step was told of: its own lines come again
/// @param memory what the integrator knows beside the bodies; empty at the first step
public record Checkpoint(NBodySetup setup, long step, Map<String, String> options, Written written, double[] memory) {
    private static final String FORMAT = "hyades nbody checkpoint 11";

    /// Where a run begins.
    public static Checkpoint start(NBodySetup setup, Map<String, String> options) {
        return new Checkpoint(setup, 0, options, Written.NOTHING, new double[0]);
    }

    /// The same run, but longer: its measurements keep their distance.
    public Checkpoint to(long steps) {
        return new Checkpoint(setup.to(steps), step, options, written, memory);
    }

    /// The state alone, and what is known of its run.
    public Snapshot snapshot() {
        Bodies bodies = setup.bodies();
        return Snapshot.of(
                bodies,
                setup.plan(),
                Integrator.of(setup.plan(), bodies, memory).at(step));
    }

    /// Writes the checkpoint into a run directory.
    ///
    /// @throws IOException if it cannot be written; what was there before stays
    public void write(Path directory) throws IOException {
        CheckpointFile.write(directory, FORMAT, this::write);
    }

    /// Reads a checkpoint, as [CheckpointFile#read] does.
    public static Checkpoint read(Path place) throws IOException {
        return CheckpointFile.read(place, FORMAT, Checkpoint::read);
    }

    private void write(DataOutputStream out) throws IOException {
        out.writeLong(step);
        written.write(out);
        out.writeInt(options.size());
        for (Map.Entry<String, String> option : options.entrySet()) {
            writeText(out, option.getKey());
            writeText(out, option.getValue());
        }
        writeText(out, setup.initial());
        out.writeDouble(setup.timeScale());
        out.writeBoolean(setup.seed() != null);
        out.writeLong(setup.seed() == null ? 0 : setup.seed());
        setup.plan().write(out);
        out.writeInt(setup.bodies().dimensions());
        out.writeBoolean(setup.bodies().hasRadii());
        out.writeInt(setup.bodies().count());
        write(out, setup.bodies().pack());
        out.writeInt(memory.length);
        write(out, memory);
        write(out, setup.bodies().labels().ids());
        write(out, setup.bodies().labels().names());
    }

    private static Checkpoint read(DataInputStream in) throws IOException {
        long step = in.readLong();
        Written written = Written.read(in);
        Map<String, String> options = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            options.put(readText(in), readText(in));
        }
        String initial = readText(in);
        double timeScale = in.readDouble();
        boolean hasSeed = in.readBoolean();
        long seed = in.readLong();
        Plan plan = Plan.read(in);
        int dimensions = in.readInt();
        if (dimensions < 2 || dimensions > 3 || step < 0 || step > plan.steps() || plan.diagnosticsEvery() < 1) {
            throw new IllegalArgumentException("step %d of %d, measured every %d, in %d dimensions: no such run"
                    .formatted(step, plan.steps(), plan.diagnosticsEvery(), dimensions));
        }
        boolean hasRadii = in.readBoolean();
        int count = CheckpointFile.count(in, Double.BYTES * Bodies.numbers(dimensions, hasRadii));
        Bodies bodies = Bodies.empty(dimensions, count, hasRadii);
        bodies.unpack(read(in, bodies.pack().length));
        double[] memory = read(in, CheckpointFile.count(in, Double.BYTES));
        if (memory.length > 0 && memory.length != plan.scheme().memoryLength(dimensions, bodies.count())) {
            throw new IllegalArgumentException(
                    "%d numbers are no memory of %s".formatted(memory.length, plan.scheme()));
        }
        bodies = bodies.called(new Labels(readTexts(in, bodies.count()), readTexts(in, bodies.count())));
        NBodySetup setup = new NBodySetup(initial, bodies, plan, timeScale, hasSeed ? seed : null);
        return new Checkpoint(setup, step, options, written, memory);
    }

    private static void write(DataOutputStream out, double[] values) throws IOException {
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    private static void write(DataOutputStream out, List<String> texts) throws IOException {
        out.writeBoolean(texts != null);
        for (String text : texts == null ? List.<String>of() : texts) {
            writeText(out, text);
        }
    }

    /// However long: a list of times has no end.
    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        byte[] bytes = new byte[CheckpointFile.count(in, 1)];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static List<String> readTexts(DataInputStream in, int length) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            texts.add(readText(in));
        }
        return texts;
    }

    private static double[] read(DataInputStream in, int length) throws IOException {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = in.readDouble();
        }
        return values;
    }
}
