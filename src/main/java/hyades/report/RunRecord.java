package hyades.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// `run.json`: what was run, with what, and how it went; times in seconds, SI throughout.
///
/// @param command the subcommand
/// @param arguments the command line as typed
/// @param seed of the random numbers; null where none are used
/// @param versions of hyades, java and the engine
/// @param host name of rank 0's machine
/// @param cores of that machine
/// @param ranks their number
/// @param threads of each rank
/// @param launch how the ranks were started
/// @param started when, ISO 8601 in UTC
/// @param wallSeconds from the start of the user's command to the writing of this record
/// @param perRank where the time went
/// @param rates the work itself per second, start-up apart
/// @param results the command's own
public record RunRecord(
        String command,
        List<String> arguments,
        Long seed,
        Map<String, String> versions,
        String host,
        int cores,
        int ranks,
        int threads,
        String launch,
        String started,
        double wallSeconds,
        List<RankTimes> perRank,
        Map<String, Double> rates,
        Map<String, Object> results) {
    /// Numbers that are not finite become null: JSON has none.
    private static final JsonSerializer<Double> NUMBERS =
            (value, _, _) -> Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .registerTypeAdapter(Double.class, NUMBERS)
            .registerTypeAdapter(double.class, NUMBERS)
            .create();

    /// Where one rank's time went [s].
    public record RankTimes(
            int rank,
            String host,
            long pid,
            double computeSeconds,
            double communicationSeconds,
            double inputOutputSeconds) {
        /// Of this process.
        public static RankTimes here(
                int rank, double computeSeconds, double communicationSeconds, double inputOutputSeconds) {
            return new RankTimes(
                    rank,
                    hostName(),
                    ProcessHandle.current().pid(),
                    computeSeconds,
                    communicationSeconds,
                    inputOutputSeconds);
        }

        /// As one line of JSON, to be sent.
        public String toJson() {
            return new Gson().toJson(this);
        }

        /// The inverse of [#toJson].
        public static RankTimes fromJson(String json) {
            return new Gson().fromJson(json, RankTimes.class);
        }
    }

    /// The name of this machine, as SLURM calls it in a job; one that nobody can resolve (in containers) is no reason
    /// to fail.
    public static String hostName() {
        String node = System.getenv("SLURMD_NODENAME");
        if (node != null) {
            return node;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return Objects.requireNonNullElse(System.getenv("HOSTNAME"), "unknown");
        }
    }

    /// Writes the record, whole or not at all.
    public void write(Path file) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(temporary, GSON.toJson(this) + "\n");
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
