package hyades.nbody;

import hyades.nbody.DistributedNBody.Plan;
import hyades.storage.CheckpointFile;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A run between two steps: all that is needed to go on to the same bytes, on any number of ranks.
///
/// @param setup the run, with the bodies as they are now
/// @param step the steps that are done
public record Checkpoint(NBodySetup setup, int step) {
    private static final String FORMAT = "hyades nbody checkpoint 3";

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
        out.writeInt(step);
        out.writeUTF(setup.initial());
        out.writeDouble(setup.timeScale());
        out.writeBoolean(setup.seed() != null);
        out.writeLong(setup.seed() == null ? 0 : setup.seed());
        setup.plan().write(out);
        out.writeInt(setup.bodies().dimensions());
        out.writeInt(setup.bodies().count());
        write(out, setup.bodies().pack());
        write(out, setup.bodies().labels().ids());
        write(out, setup.bodies().labels().names());
    }

    private static Checkpoint read(DataInputStream in) throws IOException {
        int step = in.readInt();
        String initial = in.readUTF();
        double timeScale = in.readDouble();
        boolean hasSeed = in.readBoolean();
        long seed = in.readLong();
        Plan plan = Plan.read(in);
        Bodies bodies = Bodies.empty(in.readInt(), in.readInt());
        bodies.unpack(read(in, bodies.pack().length));
        bodies = bodies.called(new Labels(readTexts(in, bodies.count()), readTexts(in, bodies.count())));
        return new Checkpoint(new NBodySetup(initial, bodies, plan, timeScale, hasSeed ? seed : null), step);
    }

    private static void write(DataOutputStream out, double[] values) throws IOException {
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    private static void write(DataOutputStream out, List<String> texts) throws IOException {
        out.writeBoolean(texts != null);
        for (String text : texts == null ? List.<String>of() : texts) {
            out.writeUTF(text);
        }
    }

    private static List<String> readTexts(DataInputStream in, int length) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            texts.add(in.readUTF());
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
