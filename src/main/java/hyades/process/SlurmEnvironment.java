package hyades.process;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What SLURM says of an allocation in the variables of a process that runs in it.
///
/// @param variables the environment
public record SlurmEnvironment(Map<String, String> variables) {
    private static final Pattern COUNT = Pattern.compile("(\\d+)(?:\\(x(\\d+)\\))?");

    /// This process's.
    public static SlurmEnvironment here() {
        return new SlurmEnvironment(System.getenv());
    }

    /// Whether there is an allocation: a batch job, or `salloc`.
    public boolean isAllocation() {
        return variables.containsKey("SLURM_JOB_ID");
    }

    /// Whether this is a rank of a job that `--on slurm` started.
    public boolean isRank() {
        return variables.containsKey(SlurmRank.HOSTS_VARIABLE);
    }

    /// The job, as SLURM's commands name it and its log does: `12`, or `12_3` for task 3 of an array.
    public String job() {
        String array = variables.get("SLURM_ARRAY_JOB_ID");
        return array == null
                ? variables.get("SLURM_JOB_ID")
                : "%s_%s".formatted(array, variables.get("SLURM_ARRAY_TASK_ID"));
    }

    /// How many tasks the allocation is for; where nobody said so, one a node, as `srun` has it.
    public int tasks() {
        return number("SLURM_NTASKS").orElse(nodes());
    }

    public int nodes() {
        return number("SLURM_JOB_NUM_NODES").orElse(1);
    }

    public String nodeList() {
        return variables.getOrDefault("SLURM_JOB_NODELIST", "");
    }

    /// CPUs a task, where somebody said so.
    public OptionalInt cpusPerTask() {
        return number("SLURM_CPUS_PER_TASK");
    }

    /// All CPUs of the allocation, such as `2(x3),4` for three nodes of two and one of four.
    public OptionalInt cpus() {
        String counts = variables.get("SLURM_JOB_CPUS_PER_NODE");
        if (counts == null) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Arrays.stream(counts.split(","))
                .map(COUNT::matcher)
                .filter(Matcher::matches)
                .mapToInt(count -> Integer.parseInt(count.group(1))
                        * (count.group(2) == null ? 1 : Integer.parseInt(count.group(2))))
                .sum());
    }

    /// Whether this is a step of one node, which somebody started there on purpose.
    public boolean isStepOfOneNode() {
        return variables.containsKey("SLURM_STEP_ID")
                && number("SLURM_STEP_NUM_NODES").orElse(0) == 1;
    }

    /// Whether this process is in a step that `srun` started, such as a terminal, and not in the job's script.
    public boolean isStep() {
        return number("SLURM_STEP_ID").isPresent(); // those of scripts and of salloc have ten digits
    }

    /// How often SLURM has started the job again.
    public int restarts() {
        return number("SLURM_RESTART_COUNT").orElse(0);
    }

    private OptionalInt number(String name) {
        String value = variables.getOrDefault(name, "");
        return value.matches("\\d{1,9}") ? OptionalInt.of(Integer.parseInt(value)) : OptionalInt.empty();
    }
}
