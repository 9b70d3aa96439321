package hyades.process;

import hyades.storage.FileFault;
import hyades.text.Printable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;

/// Why a process failed, in one line.
///
/// @param isExpected no bug: the files and the memory are the user's and the machine's
/// @param exitCode of the job
public record Reason(String line, boolean isExpected, int exitCode) {
    private static final byte[] WITHOUT_MEMORY =
            "hyades: out of memory (HYADES_JAVA_OPTIONS=-Xmx... raises it)\n".getBytes(StandardCharsets.US_ASCII);
    private static final FileOutputStream ERROR = new FileOutputStream(FileDescriptor.err);

    /// Lets the JVM load what [#sayWithoutMemory] needs, while there is memory for that.
    public static void load() {
        // the class is loaded and initialized by now
    }

    /// The line for where there is not even the memory to make one: it takes none.
    public static void sayWithoutMemory() {
        try {
            ERROR.write(WITHOUT_MEMORY);
        } catch (IOException e) {
            // the exit code is left
        }
    }

    /// Of whatever ended it.
    public static Reason of(Throwable failure) {
        return switch (failure) {
            case JobFailure e -> new Reason(e.getMessage(), true, e.exitCode());
            case OutOfMemoryError e ->
                expected("out of memory: %s (limit %d MB; HYADES_JAVA_OPTIONS=-Xmx... raises it)"
                        .formatted(e.getMessage(), Runtime.getRuntime().maxMemory() >> 20));
            case FileSystemException e -> expected("cannot use " + FileFault.line(e));
            case UncheckedIOException e -> of(e.getCause());
            case IOException e -> expected(FileFault.reason(e));
            case Throwable e when memory(e) != null -> of(memory(e));
            default -> new Reason(failure.toString(), false, ExitCode.FAILED);
        };
    }

    /// What is at the root of it, if that is memory: code that the JVM links when it is first run takes some, too, and
    /// comes with causes of its own.
    private static OutOfMemoryError memory(Throwable failure) {
        Throwable cause = failure.getCause();
        while (cause != null && !(cause instanceof OutOfMemoryError)) {
            cause = cause.getCause();
        }
        return (OutOfMemoryError) cause;
    }

    private static Reason expected(String line) {
        return new Reason(Printable.of(line), true, ExitCode.FAILED);
    }
}
