package hyades.decay;

import hyades.storage.CheckpointFile;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// An ensemble between two runs: with `runs.csv` and `curves.csv` all that is needed to go on to the same bytes, on
/// any number of ranks.
///
/// @param options what was asked for, by names that are the caller's
/// @param plan as [Plan#describe] has it
/// @param runs those that are done
/// @param tally of these runs, as [Tally#pack] has it
/// @param decays of the parent in these runs
/// @param exposures nuclei of the parent at the beginning of each step, summed over these runs
/// @param files where they are after these runs
public record Checkpoint(
        Map<String, String> options,
        String plan,
        int runs,
        byte[] tally,
        BigInteger decays,
        BigInteger exposures,
        EnsembleFiles.Marks files) {
    private static final String FORMAT = "hyades decay checkpoint 6";

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
        out.writeInt(options.size());
        for (Map.Entry<String, String> option : options.entrySet()) {
            out.writeUTF(option.getKey());
            out.writeUTF(option.getValue());
        }
        out.writeUTF(plan);
        out.writeInt(runs);
        write(out, tally);
        write(out, decays.toByteArray());
        write(out, exposures.toByteArray());
        files.write(out);
    }

    private static Checkpoint read(DataInputStream in) throws IOException {
        Map<String, String> options = new LinkedHashMap<>();
        for (int left = CheckpointFile.count(in, 4); left > 0; left--) {
            options.put(in.readUTF(), in.readUTF());
        }
        String plan = in.readUTF();
        int runs = in.readInt();
        byte[] tally = bytes(in);
        BigInteger decays = new BigInteger(bytes(in));
        BigInteger exposures = new BigInteger(bytes(in));
        return new Checkpoint(options, plan, runs, tally, decays, exposures, EnsembleFiles.Marks.read(in));
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        return in.readNBytes(CheckpointFile.count(in, 1));
    }
}
