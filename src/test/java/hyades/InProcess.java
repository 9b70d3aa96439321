package hyades;

import hyades.cli.Launch;
import hyades.process.Starter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Runs commands in this process, which the script starts otherwise. Who uses it is `@Isolated`: there is one standard
/// output.
public final class InProcess {
    /// How a command ended.
    ///
    /// @param said on standard output and error, as it came
    public record Result(int code, String said) {}

    private InProcess() {}

    /// Runs a command to its end.
    ///
    /// @param line its words, of which none has a blank in it; `@` in them stands for the folder
    /// @param more words behind them
    public static Result run(String line, Path folder, String... more) {
        Stream<String> words = Stream.of(line.split(" ")).map(word -> word.replace("@", folder.toString()));
        return run(Stream.concat(words, Stream.of(more)).toList());
    }

    /// Runs a command to its end.
    ///
    /// @param words as a shell would give them
    public static Result run(List<String> words) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            int code = Launch.byUser(new Starter.User(words));
            return new Result(code, said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
