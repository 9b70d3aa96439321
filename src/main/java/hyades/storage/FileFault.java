package hyades.storage;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/// Why a file cannot be read or written, in words: what the JVM says is often its name and nothing else, or the reason
/// without a name.
public final class FileFault {
    private FileFault() {}

    /// The reason alone; whose it is, is for the caller to say.
    public static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "no such file";
            case AccessDeniedException _ -> "no permission";
            case CharacterCodingException _ -> "is not text in UTF-8";
            case FileSystemException fault when fault.getReason() != null -> fault.getReason();
            default -> Objects.requireNonNullElse(e.getMessage(), e.toString());
        };
    }
}
