package hyades.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Files without a name, for what is more than the memory is for: gone when they are closed, or with the process,
/// whatever ends it.
public final class UnnamedFile {
    private UnnamedFile() {}

    /// Where they are, as users say it: the folder that `TMPDIR` names, else that of the JVM's `java.io.tmpdir`.
    public static Path folder() {
        String named = System.getenv("TMPDIR");
        return Path.of(named == null || named.isBlank() ? System.getProperty("java.io.tmpdir") : named);
    }

    /// Makes one, to be written and read.
    ///
    /// @param folder on whose disk it is
    public static FileChannel open(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, ".hyades-", ".tmp");
        return FileChannel.open(
                file,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE); // Unix: as soon as it is open
    }
}
