package hyades;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/// The one jar that holds the program and its libraries.
class JarIT {
    private static final Path JAR = Path.of("target/hyades.jar");

    /// A library is in the jar if its first class is. Its licence lies in a folder of the library's own, and so do all
    /// licences and notices that it brings, unchanged.
    @Test
    void everyBundledLibrarysLicenceIsInTheJar() throws Exception {
        List<String> bundled = new ArrayList<>();
        try (ZipFile jar = new ZipFile(JAR.toFile())) {
            for (String place : System.getProperty("java.class.path").split(File.pathSeparator)) {
                if (Files.isRegularFile(Path.of(place))
                        && !place.endsWith(JAR.getFileName().toString())) {
                    try (ZipFile library = new ZipFile(place)) {
                        if (isBundled(library, jar)) {
                            String name =
                                    Path.of(place).getFileName().toString().replaceFirst("-\\d.*", "");
                            bundled.add(name);
                            assertHasLicences(library, "META-INF/licenses/" + name + "/", jar);
                        }
                    }
                }
            }
            assertNotNull(jar.getEntry("META-INF/LICENSE"));
            assertArrayEquals(Files.readAllBytes(Path.of("LICENSE")), bytes(jar, "META-INF/LICENSE"));
        }
        assertTrue(bundled.size() >= 20, bundled::toString);
        assertTrue(
                bundled.containsAll(List.of("picocli", "fastcsv", "nom-tam-fits", "commons-compress")),
                bundled::toString);
    }

    private static boolean isBundled(ZipFile library, ZipFile jar) {
        return library.stream()
                .map(ZipEntry::getName)
                .filter(name ->
                        name.endsWith(".class") && !name.endsWith("-info.class") && !name.startsWith("META-INF/"))
                .findFirst()
                .filter(name -> jar.getEntry(name) != null)
                .isPresent();
    }

    private static void assertHasLicences(ZipFile library, String folder, ZipFile jar) throws Exception {
        assertTrue(
                jar.stream().anyMatch(entry -> entry.getName().startsWith(folder + "LICENSE") && entry.getSize() > 50),
                () -> "no licence in " + folder);
        for (ZipEntry entry : library.stream().toList()) {
            if (entry.getName().matches("(META-INF/)?(LICENSE|NOTICE)[^/]*")) {
                String kept = folder + entry.getName().replace("META-INF/", "");
                assertArrayEquals(bytes(library, entry.getName()), bytes(jar, kept), kept);
            }
        }
    }

    private static byte[] bytes(ZipFile file, String name) throws Exception {
        ZipEntry entry = file.getEntry(name);
        assertNotNull(entry, () -> file.getName() + ": no " + name);
        return file.getInputStream(entry).readAllBytes();
    }
}
