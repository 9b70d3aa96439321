package hyades.study;

import hyades.launch.MpjHome;
import hyades.run.Members;
import hyades.run.RunRecord;
import hyades.run.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Where a study is made, and by what: what may make the times of two studies differ, apart from their jobs.
///
/// @param versions of hyades and java, and the commit in the project's folder, where git knows one
/// @param host the launcher's machine
/// @param processor its model; null where it is not known
/// @param cores that the jobs can have
public record Machine(Map<String, String> versions, String host, String processor, int cores) {
    private static final String COMMIT = "commit";

    /// This one.
    ///
    /// @param cores that the jobs can have
    public static Machine here(int cores) {
        Members<String> versions = new Members<>();
        versions.put("hyades", Version.HYADES);
        versions.put("java", System.getProperty("java.runtime.version"));
        String commit = commit();
        if (commit != null) {
            versions.put(COMMIT, commit);
        }
        return new Machine(versions, RunRecord.hostName(), model(), cores);
    }

    /// How another differs, one text for each thing: `host: a here, b there`.
    List<String> differences(Machine other) {
        List<String> differences = new ArrayList<>();
        Map<String, String> there = other.named();
        named().forEach((name, value) -> {
            if (!Objects.equals(value, there.get(name))) {
                differences.add("%s: %s here, %s there".formatted(name, known(value), known(there.get(name))));
            }
        });
        return differences;
    }

    private Map<String, String> named() {
        Map<String, String> named = new LinkedHashMap<>();
        named.put("host", host);
        named.put("processor", processor);
        named.put("cores", Integer.toString(cores));
        named.put("Java", versions.get("java"));
        named.put("Hyades", versions.get("hyades"));
        named.put(COMMIT, versions.get(COMMIT));
        return named;
    }

    private static String known(String value) {
        return value == null ? "unknown" : value;
    }

    /// As Linux tells it.
    private static String model() {
        try {
            return Files.readString(Path.of("/proc/cpuinfo"))
                    .lines()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            return null;
        }
    }

    /// Of the project's folder, if that is one of git's: `-dirty` where files differ from it.
    private static String commit() {
        try {
            Path project = MpjHome.project();
            if (!Files.exists(project.resolve(".git"))) {
                return null;
            }
            Process git = new ProcessBuilder(
                            "git", "-C", project.toString(), "describe", "--always", "--dirty", "--exclude", "*")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes()).strip();
            return git.waitFor() == 0 && !said.isEmpty() ? said : null;
        } catch (IOException e) { // no git
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
