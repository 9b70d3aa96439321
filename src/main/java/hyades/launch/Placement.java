package hyades.launch;

import hyades.process.JobFailure;
import hyades.process.Mode;
import hyades.process.SlurmEnvironment;
import java.util.ArrayList;
import java.util.List;

/// Whether what is about to start suits where it starts: what would silently waste machines is refused, what is
/// merely slow is told.
///
/// @param threads of each rank
public record Placement(Mode mode, int ranks, int threads) {
    /// How what starts copies of a program tells each its number and how many there are.
    private record Copier(String name, String size, String rank) {}

    private static final List<Copier> COPIERS = List.of(new Copier("srun", "SLURM_STEP_NUM_TASKS", "SLURM_PROCID"));

    /// Looks at a launcher's surroundings.
    ///
    /// @param localCpus those on which this process may run
    /// @return warnings, one line each
    /// @throws JobFailure with exit code 2 for what would waste nodes
    public List<String> check(SlurmEnvironment slurm, int localCpus) {
        List<String> warnings = new ArrayList<>();
        for (Copier copier : COPIERS) {
            int copies = number(slurm, copier.size, 1);
            if (copies > 1) {
                String what = "%s started %d copies of this, each of which is a whole job and its own rank 0"
                        .formatted(copier.name, copies);
                if (mode == Mode.SLURM) {
                    throw new JobFailure(2, "--on slurm: " + what + "; start it once, it calls srun itself");
                }
                if (number(slurm, copier.rank, 0) == 0) {
                    warnings.add(what + "; start it once, with -n or --on slurm");
                }
                break;
            }
        }
        boolean isOnOneNode = mode == Mode.SLURM || slurm.nodes() == 1 || slurm.isStepOfOneNode();
        if (slurm.isAllocation() && !isOnOneNode) {
            throw new JobFailure(
                    2,
                    "--on %s uses one machine, and this SLURM job has %d: expected --on slurm, or a job of one node"
                            .formatted(mode, slurm.nodes()));
        }
        int cpus = mode == Mode.SLURM ? slurm.cpus().orElse(Integer.MAX_VALUE) : localCpus;
        if ((long) ranks * threads > cpus) {
            warnings.add("%d rank%s x %d thread%s on %d CPU%s take turns: slower than fewer"
                    .formatted(ranks, plural(ranks), threads, plural(threads), cpus, plural(cpus)));
        }
        return warnings;
    }

    private static String plural(int count) {
        return count == 1 ? "" : "s";
    }

    private static int number(SlurmEnvironment slurm, String name, int otherwise) {
        String value = slurm.variables().getOrDefault(name, "");
        return value.matches("\\d{1,9}") ? Integer.parseInt(value) : otherwise;
    }
}
