package hyades.storage;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/// Why a file cannot be read or written, in words: what the JVM says is often its name and nothing else, or the reason
/// without a name.
public final class FileFault {
    private static final String LINKS = "Too many levels of symbolic links";

    private FileFault() {}

    /// The reason alone; whose it is, is for the caller to say.
    public static String reason(IOException e) {
        return switch (e) {
            case CharacterCodingException _ -> "is not text in UTF-8";
            case FileSystemException fault
            when fault.getReason() != null -> fault.getReason().startsWith(LINKS) ? LINKS : fault.getReason();
            case NoSuchFileException _ -> "no such file";
            case AccessDeniedException _ -> "no permission";
            case FileAlreadyExistsException _ -> "is there already";
            case DirectoryNotEmptyException _ -> "is a folder that is not empty";
            case NotDirectoryException _ -> "Not a directory";
            case FileSystemLoopException _ -> LINKS;
            case FileSystemException fault -> fault.getClass().getSimpleName().replace("Exception", "");
            default -> Objects.requireNonNullElse(e.getMessage(), e.toString());
        };
    }

    /// The reason with the file before it where the JVM knows it: a whole line.
    public static String line(IOException e) {
        return e instanceof FileSystemException fault && fault.getFile() != null
                ? "%s: %s".formatted(fault.getFile(), reason(fault))
                : reason(e);
    }
}
