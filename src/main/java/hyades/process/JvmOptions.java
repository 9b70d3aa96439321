package hyades.process;

import hyades.text.Resource;
import java.util.List;

/// Options of the JVMs that compute, one a line of the file `jvm.options`. The script hands the same files to `java` as
/// argument files, so there is one list of each.
public final class JvmOptions {
    private JvmOptions() {}

    /// Those in the folder of a class; lines that begin with `#` are comments.
    public static List<String> beside(Class<?> owner) {
        return Resource.beside(owner, "jvm.options")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }
}
