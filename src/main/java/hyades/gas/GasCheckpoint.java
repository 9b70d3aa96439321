package hyades.gas;

import hyades.storage.CheckpointFile;
import hyades.storage.LineLog;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A run between two steps: all that is needed to go on to the same bytes, on any number of ranks and
/// in any blocks.
///
/// @param options what was asked for, by names that are the caller's
/// @param warnings what was doubtful at the start, a line each
/// @param diagnostics where `diagnostics.csv` ends
/// @param first what was measured at the start; null before that
public record GasCheckpoint(
        GasPlan plan,
        GasMoment moment,
        GasFields fields,
        Map<String, String> options,
        List<String> warnings,
        LineLog.Mark diagnostics,
        Conserved first) {
    private static final String FORMAT = "hyades gas checkpoint 3";

    /// What a run begins with and keeps, where nothing flows in or out.
    public record Conserved(double mass, double energy) {}

    /// Where a run begins.
    public static GasCheckpoint start(
            GasPlan plan, GasFields fields, Map<String, String> options, List<String> warnings) {
        return new GasCheckpoint(plan, GasMoment.START, fields, options, warnings, LineLog.Mark.START, null);
    }

    /// The same in other blocks.
    public GasCheckpoint in(List<Integer> blocks) {
        return new GasCheckpoint(plan.in(blocks), moment, fields, options, warnings, diagnostics, first);
    }

    /// Writes the checkpoint into a run directory.
    ///
    /// @throws IOException if it cannot be written; what was there before stays
    public void write(Path directory) throws IOException {
        CheckpointFile.write(directory, FORMAT, this::write);
    }

    /// Reads a checkpoint, as [CheckpointFile#read] does.
    public static GasCheckpoint read(Path place) throws IOException {
        return CheckpointFile.read(place, FORMAT, GasCheckpoint::read);
    }

    private void write(DataOutputStream out) throws IOException {
        plan.write(out);
        out.writeLong(moment.step());
        out.writeDouble(moment.time());
        out.writeLong(moment.outputs());
        diagnostics.write(out);
        out.writeDouble(first.mass);
        out.writeDouble(first.energy);
        out.writeInt(options.size());
        for (Map.Entry<String, String> option : options.entrySet()) {
            out.writeUTF(option.getKey());
            out.writeUTF(option.getValue());
        }
        out.writeInt(warnings.size());
        for (String warning : warnings) {
            out.writeUTF(warning);
        }
        int row = plan.grid().nx();
        ByteBuffer bytes = ByteBuffer.allocate(row * Double.BYTES);
        for (double[] values : fields.values()) {
            for (int at = 0; at < values.length; at += row) {
                bytes.asDoubleBuffer().put(values, at, row);
                out.write(bytes.array());
            }
        }
    }

    private static GasCheckpoint read(DataInputStream in) throws IOException {
        GasPlan plan = GasPlan.read(in);
        GasMoment moment = new GasMoment(in.readLong(), in.readDouble(), in.readLong());
        LineLog.Mark diagnostics = LineLog.Mark.read(in);
        Conserved first = new Conserved(in.readDouble(), in.readDouble());
        Map<String, String> options = new LinkedHashMap<>();
        for (int left = CheckpointFile.count(in, 2 * Short.BYTES); left > 0; left--) {
            options.put(in.readUTF(), in.readUTF());
        }
        List<String> warnings = new ArrayList<>();
        for (int left = CheckpointFile.count(in, Short.BYTES); left > 0; left--) {
            warnings.add(in.readUTF());
        }
        CheckpointFile.requireRoom(in, Row.QUANTITIES * plan.grid().cells() * Double.BYTES);
        GasFields fields = GasFields.of(plan.grid());
        int row = plan.grid().nx();
        ByteBuffer bytes = ByteBuffer.allocate(row * Double.BYTES);
        for (double[] values : fields.values()) {
            for (int at = 0; at < values.length; at += row) {
                in.readFully(bytes.array());
                bytes.asDoubleBuffer().get(values, at, row);
            }
        }
        return new GasCheckpoint(plan, moment, fields, options, warnings, diagnostics, first);
    }
}
