package hyades.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyades.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The private SLURM's script, where there is no SLURM: tools that are there by name, and a process that looks like the
/// controller to it.
class ClusterScriptTest {
    @TempDir
    Path folder;

    @Test
    void whoAttachesToARunningOneIsTold() throws Exception {
        Path tools = Files.createDirectory(folder.resolve("bin"));
        for (String tool : List.of("munged", "slurmctld", "slurmd", "scontrol", "sbatch", "srun")) {
            Files.createFile(
                    tools.resolve(tool),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        Path cluster = Files.createDirectory(folder.resolve("cluster"));
        Path configuration = Files.createFile(cluster.resolve("slurm.conf"));
        Files.setLastModifiedTime(configuration, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
        Process controller = new ProcessBuilder("sh", "-c", "read never", configuration.toString()).start();
        try {
            Files.writeString(cluster.resolve("slurmctld.pid"), controller.pid() + "\n");
            Shell.Result up = Shell.run(
                    Path.of("").toAbsolutePath(),
                    Map.of(
                            "PATH",
                            tools + ":" + System.getenv("PATH"),
                            "HYADES_CLUSTER",
                            cluster.toString(),
                            "TZ",
                            "UTC"),
                    "slurm/testing/cluster",
                    "up");
            assertEquals(
                    "slurm/testing/cluster: already running in %s, since 2026-01-02 03:04:05; down ends it,"
                                    .formatted(cluster)
                            + " HYADES_CLUSTER names another\nexport SLURM_CONF='%s'\n".formatted(configuration),
                    up.output());
            assertEquals(0, up.code());
        } finally {
            controller.destroyForcibly();
        }
    }
}
