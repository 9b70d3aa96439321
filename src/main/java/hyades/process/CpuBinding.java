package hyades.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// On which of a machine's CPUs a rank may run.
///
/// @param node the machine's name
/// @param cpus as Linux lists them, such as `0-3,8`; empty where that is not known
record CpuBinding(int rank, String node, String cpus) {
    private static final String LINE = "Cpus_allowed_list:";

    static CpuBinding ofThisProcess(int rank, String node) {
        try {
            String cpus = Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith(LINE))
                    .map(line -> line.substring(LINE.length()).strip())
                    .findFirst()
                    .orElse("");
            return new CpuBinding(rank, node, cpus);
        } catch (IOException e) {
            return new CpuBinding(rank, node, "");
        }
    }

    /// What is wrong with a job's bindings, in lines: ranks that have to share a core although they may run on no
    /// other.
    static List<String> complaints(List<CpuBinding> job) {
        List<String> lines = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (CpuBinding each : job) {
            if (each.cpus.isEmpty() || !seen.add(each.node + " " + each.cpus)) {
                continue;
            }
            BitSet allowed = each.set();
            List<CpuBinding> within = job.stream()
                    .filter(other -> other.node.equals(each.node) && !other.cpus.isEmpty() && other.isWithin(allowed))
                    .toList();
            if (within.size() > allowed.cardinality()) {
                lines.add(
                        "ranks %s on %s may run on core%s %s only, and take turns there (SLURM_CPU_BIND binds otherwise)"
                                .formatted(
                                        within.stream()
                                                .map(other -> Integer.toString(other.rank))
                                                .collect(Collectors.joining(", ")),
                                        each.node,
                                        allowed.cardinality() == 1 ? "" : "s",
                                        each.cpus));
            }
        }
        return lines;
    }

    private boolean isWithin(BitSet allowed) {
        BitSet beyond = set();
        beyond.andNot(allowed);
        return beyond.isEmpty();
    }

    private BitSet set() {
        BitSet set = new BitSet();
        for (String range : cpus.split(",")) {
            String[] ends = range.split("-");
            set.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
        }
        return set;
    }
}
