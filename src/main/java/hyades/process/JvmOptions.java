package hyades.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Options of the JVMs that compute, one a line of the file `jvm.options`. The script hands the same files to `java` as
/// argument files, so there is one list of each.
public final class JvmOptions {
    private JvmOptions() {}

    /// Those in the folder of a class; lines that begin with `#` are comments.
    public static List<String> beside(Class<?> owner) {
        try (InputStream file = owner.getResourceAsStream("jvm.options")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
