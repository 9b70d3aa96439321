package hyades;

import hyades.cli.Launch;
import hyades.process.Starter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

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
