package hyades.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// The versions of what runs.
public final class Version {
    /// The version of Hyades itself, as the build wrote it.
    public static final String HYADES = read();

    private Version() {}

    private static String read() {
        try (InputStream in = Version.class.getResourceAsStream("/hyades/version.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
