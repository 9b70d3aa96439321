package hyades.run;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.TypeConversionException;

/// Names of files and folders as users type them.
public final class FileArgument {
    private FileArgument() {}

    /// A path. An empty name, of a variable that the shell does not know, is none: it would mean the working folder.
    ///
    /// @throws TypeConversionException that says what was expected
    public static Path parse(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("'%s': expected a name, found none".formatted(text));
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'%s': %s".formatted(text, notText()));
        }
    }

    /// Says of a name that it has letters that Java does not know here, where the encoding of names is not the file's.
    public static String notText() {
        String encoding = System.getProperty("sun.jnu.encoding");
        return "its name is no text in %s: expected %s"
                .formatted(
                        encoding,
                        encoding.equals("UTF-8")
                                ? "another name, or a locale (LC_ALL) in whose encoding it was given"
                                : "a locale such as LC_ALL=C.UTF-8");
    }
}
