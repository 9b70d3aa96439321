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
            throw new TypeConversionException(notText(text));
        }
    }

    /// Says that a name has letters that Java does not know here, where the encoding of names is not the files'.
    public static String notText(Object name) {
        return "'%s': its name is no text in %s: expected a locale such as LC_ALL=C.UTF-8"
                .formatted(name, System.getProperty("sun.jnu.encoding"));
    }
}
