package hyades.launch;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Where MPJ Express is: `mpj/home` beside the project's jar, as `mpj/setup` lays it out, else `$MPJ_HOME`.
public final class MpjHome {
    private MpjHome() {}

    /// @return a folder that holds `lib/mpj.jar`; empty where there is none
    public static Optional<Path> find() {
        return Stream.of(
                        besideTheJar(),
                        Optional.ofNullable(System.getenv("MPJ_HOME")).map(Path::of))
                .flatMap(Optional::stream)
                .filter(home -> Files.isReadable(home.resolve("lib/mpj.jar")))
                .findFirst();
    }

    /// The project's own folder, with the launcher script in it.
    ///
    /// @throws IOException this code lies elsewhere
    public static Path project() throws IOException {
        return besideTheJar()
                .map(home -> home.getParent().getParent())
                .orElseThrow(() -> new IOException("no folder with ./hyades around the jar"));
    }

    /// The jar, or the classes' folder, lies in `target` or below.
    private static Optional<Path> besideTheJar() {
        try {
            Path code = Path.of(MpjHome.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Stream.iterate(code.getParent(), Objects::nonNull, Path::getParent)
                    .map(folder -> folder.resolve("mpj/home"))
                    .filter(Files::isDirectory)
                    .findFirst();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
