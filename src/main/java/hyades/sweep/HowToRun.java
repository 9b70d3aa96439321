package hyades.sweep;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What all ranks need to know of a sweep; of the tasks they are told one by one.
///
/// @param command null where the values are commands themselves
/// @param names of the columns
/// @param shell that reads the commands
/// @param mark of the sweep's processes, a word
/// @param outputs the folder for what tasks print, where that is long
/// @param results the folder of `--results`; null for none
public record HowToRun(ByteText command, List<String> names, String shell, String mark, Path outputs, Path results) {
    /// The command, to be filled.
    public Template template() {
        return command == null ? Template.ofCommands(names.size()) : Template.of(command, names);
    }

    ResultsFolder resultsFolder() {
        return results == null ? null : new ResultsFolder(results, names);
    }

    /// Says what of the inputs would go wrong.
    ///
    /// @throws IllegalArgumentException in one line
    public void check(Inputs inputs) {
        template();
        if (results != null) {
            resultsFolder().requireOneEach(inputs);
        }
    }

    /// To be sent.
    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeBoolean(command != null);
            if (command != null) {
                command.write(out);
            }
            out.writeInt(names.size());
            for (String name : names) {
                ByteText.of(name).write(out);
            }
            for (String text : List.of(shell, mark, outputs.toString(), results == null ? "" : results.toString())) {
                ByteText.of(text).write(out);
            }
        } catch (IOException e) { // of a stream in memory
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// The inverse of [#bytes].
    static HowToRun of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            ByteText command = in.readBoolean() ? ByteText.read(in) : null;
            List<String> names = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                names.add(ByteText.read(in).toString());
            }
            String shell = ByteText.read(in).toString();
            String mark = ByteText.read(in).toString();
            Path outputs = Path.of(ByteText.read(in).toString());
            String results = ByteText.read(in).toString();
            return new HowToRun(
                    command, List.copyOf(names), shell, mark, outputs, results.isEmpty() ? null : Path.of(results));
        } catch (IOException e) { // of a stream in memory
            throw new UncheckedIOException(e);
        }
    }
}
