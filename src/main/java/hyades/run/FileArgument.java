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
        } catch (InvalidPathException e) { // its bytes are no text in the encoding of names
            throw new TypeConversionException("'%s': no name of a file here, whose names are in %s"
                    .formatted(text, System.getProperty("sun.jnu.encoding")));
        }
    }
}
