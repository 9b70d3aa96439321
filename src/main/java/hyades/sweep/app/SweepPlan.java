package hyades.sweep.app;

import hyades.storage.CheckpointFile;
import hyades.sweep.ByteText;
import hyades.sweep.HowToRun;
import hyades.sweep.Inputs;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// All that a sweep does, from which it goes on after a stop, wherever its values came from.
///
/// @param options as [SweepSettings] has them
/// @param command null where the values are commands
/// @param mark tells the sweep and its processes from others
/// @param folder in which the commands run
record SweepPlan(Map<String, String> options, ByteText command, Inputs inputs, String mark, Path folder) {
    private static final String FORMAT = "hyades sweep 2";

    SweepSettings settings() {
        return new SweepSettings(options);
    }

    HowToRun howToRun(Path outputs) {
        return new HowToRun(
                command,
                inputs.names(),
                settings().shell(),
                mark,
                outputs,
                settings().results());
    }

    /// With other options where they are given.
    SweepPlan with(Map<String, String> others) {
        Map<String, String> all = new TreeMap<>(options);
        all.putAll(others);
        return new SweepPlan(all, command, inputs, mark, folder);
    }

    /// Whether it does the same, as far as the other says.
    boolean agreesWith(ByteText otherCommand, Inputs otherInputs) {
        return (otherCommand == null && otherInputs == null || Objects.equals(command, otherCommand))
                && (otherInputs == null || inputs.equals(otherInputs));
    }

    /// Keeps it in a run directory.
    void write(Path directory) throws IOException {
        CheckpointFile.write(directory, FORMAT, this::write);
    }

    private void write(DataOutputStream out) throws IOException {
        out.writeInt(options.size());
        for (Map.Entry<String, String> option : options.entrySet()) {
            ByteText.of(option.getKey()).write(out);
            ByteText.of(option.getValue()).write(out);
        }
        out.writeBoolean(command != null);
        if (command != null) {
            command.write(out);
        }
        inputs.write(out);
        out.writeUTF(mark);
        ByteText.of(folder.toString()).write(out);
    }

    /// The inverse of [#write].
    static SweepPlan read(Path place) throws IOException {
        return CheckpointFile.read(place, FORMAT, SweepPlan::read);
    }

    private static SweepPlan read(DataInputStream in) throws IOException {
        Map<String, String> options = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            options.put(ByteText.read(in).toString(), ByteText.read(in).toString());
        }
        ByteText command = in.readBoolean() ? ByteText.read(in) : null;
        return new SweepPlan(
                options,
                command,
                Inputs.read(in),
                in.readUTF(),
                Path.of(ByteText.read(in).toString()));
    }
}
