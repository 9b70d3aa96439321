package hyades.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyades.gas.DistributedGas;
import hyades.matrix.DistributedProduct;
import hyades.nbody.DistributedNBody;
import hyades.process.JvmOptions;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The script and the launcher start JVMs with the same options.
class JvmOptionsTest {
    private static final String RESOURCES = "src/main/resources/hyades/";

    /// The oracle is what `java` itself makes of the files as argument files, as the script gives them.
    @Test
    void theLauncherReadsTheFilesAsTheScriptsJavaDoes() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + RESOURCES + "launch/jvm.options",
                        "@" + RESOURCES + "nbody/jvm.options",
                        "@" + RESOURCES + "matrix/jvm.options",
                        "@" + RESOURCES + "gas/jvm.options",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Printed.class.getName())
                .redirectErrorStream(true)
                .start();
        List<String> output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        List<String> read = Stream.of(
                        JobSpec.class, DistributedNBody.class, DistributedProduct.class, DistributedGas.class)
                .flatMap(owner -> JvmOptions.beside(owner).stream())
                .toList();
        assertEquals(output, read);
    }

    static final class Printed {
        public static void main(String[] arguments) {
            ManagementFactory.getRuntimeMXBean().getInputArguments().forEach(System.out::println);
        }
    }
}
