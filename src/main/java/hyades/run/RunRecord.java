package hyades.run;

import com.google.gson.Gson;
import hyades.trace.Usage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

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
/// @param cpuSeconds CPU time of the processes of the ranks; null if unknown
/// @param gcSeconds in which they collected garbage; null if unknown
/// @param perRank where the time went, and what was used
/// @param rates the work itself per second, start-up apart; in order, what people count first
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
        Double cpuSeconds,
        Double gcSeconds,
        List<RankTimes> perRank,
        Map<String, Double> rates,
        Map<String, Object> results) {
    /// Where one rank's time went, and what it and its process used. Ranks that are threads of one process tell of
    /// the same process. What records of older versions lack is null.
    ///
    /// @param computeSeconds [s]
    /// @param communicationSeconds [s]
    /// @param inputOutputSeconds [s]
    /// @param cpuSeconds of the rank's own threads [s]
    /// @param processCpuSeconds of its process, compiler and collector included [s]
    /// @param gcSeconds in which its process collected garbage [s]
    /// @param peakCpuShare most cores that its own threads kept busy at a time
    /// @param peakResidentBytes most memory of the machine that its process had; null where unknown
    /// @param peakHeapBytes most that was seen in use of its process's heap
    /// @param computeParts the time of each part of its computing [s], by name
    public record RankTimes(
            int rank,
            String host,
            long pid,
            double computeSeconds,
            double communicationSeconds,
            double inputOutputSeconds,
            Double cpuSeconds,
            Double processCpuSeconds,
            Double gcSeconds,
            Double peakCpuShare,
            Long peakResidentBytes,
            Long peakHeapBytes,
            Map<String, Double> computeParts) {
        /// Of this process.
        public static RankTimes here(
                int rank,
                double computeSeconds,
                double communicationSeconds,
                double inputOutputSeconds,
                Usage usage,
                Map<String, Double> computeParts) {
            return new RankTimes(
                    rank,
                    hostName(),
                    ProcessHandle.current().pid(),
                    computeSeconds,
                    communicationSeconds,
                    inputOutputSeconds,
                    usage.cpuSeconds(),
                    usage.processCpuSeconds(),
                    usage.gcSeconds(),
                    usage.peakCpuShare(),
                    usage.peakResidentBytes(),
                    usage.peakHeapBytes(),
                    computeParts);
        }

        /// Adds up what the processes of `ranks` used, each once, as the last of its ranks saw it; null where one
        /// does not say.
        public static Double ofProcesses(List<RankTimes> ranks, Function<RankTimes, Double> amount) {
            Map<String, Double> processes = new HashMap<>();
            for (RankTimes rank : ranks) {
                if (amount.apply(rank) == null) {
                    return null;
                }
                processes.merge(rank.host + " " + rank.pid, amount.apply(rank), Math::max);
            }
            return processes.values().stream().mapToDouble(each -> each).sum();
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

    /// Reads a record that [#write] wrote.
    ///
    /// @throws IOException in one line, for a file that is not there or is damaged
    public static RunRecord read(Path file) throws IOException {
        RunRecord record = Json.read(file, RunRecord.class);
        if (record.command == null || record.arguments == null || record.perRank == null || record.rates == null) {
            throw Json.damaged(file, "command, arguments, perRank or rates are missing");
        }
        if (record.arguments.contains(null) || record.perRank.contains(null)) {
            throw Json.damaged(file, "an argument or a rank is null");
        }
        return record;
    }

    /// Writes the record, whole or not at all.
    public void write(Path file) throws IOException {
        Json.write(file, this);
    }
}
