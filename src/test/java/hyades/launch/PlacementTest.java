package hyades.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyades.process.JobFailure;
import hyades.process.Mode;
import hyades.process.SlurmEnvironment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlacementTest {
    private static final int CPUS = 4;

    /// Variables as `A=1 B=2`.
    private static SlurmEnvironment environment(String variables) {
        Map<String, String> map = Arrays.stream(variables.strip().split(" +"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        return new SlurmEnvironment(map);
    }

    private static List<String> check(Mode mode, int ranks, int threads, String variables) {
        return new Placement(mode, ranks, threads).check(environment(variables), CPUS);
    }

    @ParameterizedTest
    @EnumSource(names = {"MULTICORE", "PROCESSES"})
    void oneMachineOfSeveralIsRefused(Mode mode) {
        String two = "SLURM_JOB_ID=1 SLURM_JOB_NUM_NODES=2";
        JobFailure refusal = assertThrows(JobFailure.class, () -> check(mode, 2, 1, two));
        assertEquals(2, refusal.exitCode());
        assertEquals(
                "--on %s uses one machine, and this SLURM job has 2: expected --on slurm, or a job of one node"
                        .formatted(mode),
                refusal.getMessage());
        assertEquals(List.of(), check(mode, 2, 1, "SLURM_JOB_ID=1 SLURM_JOB_NUM_NODES=1"));
        assertEquals(
                List.of(), check(mode, 2, 1, two + " SLURM_STEP_ID=0 SLURM_STEP_NUM_NODES=1 SLURM_STEP_NUM_TASKS=1"));
    }

    @ParameterizedTest(name = "--on {0}, {1} ranks x {2} threads: {4}")
    @CsvSource({
        "MULTICORE, 4, 1, '', ''",
        "PROCESSES, 2, 2, '', ''",
        "MULTICORE, 5, 1, '', 5 ranks x 1 thread on 4 CPUs take turns: slower than fewer",
        "PROCESSES, 1, 5, '', 1 rank x 5 threads on 4 CPUs take turns: slower than fewer",
        "SLURM, 10, 1, 'SLURM_JOB_CPUS_PER_NODE=2(x3),4', ''",
        "SLURM, 11, 1, 'SLURM_JOB_CPUS_PER_NODE=2(x3),4', 11 ranks x 1 thread on 10 CPUs take turns: slower than fewer",
        "SLURM, 1000, 1, '', ''"
    })
    void moreThanTheCpusIsTold(Mode mode, int ranks, int threads, String variables, String warning) {
        assertEquals(
                warning.isEmpty() ? List.of() : List.of(warning),
                check(mode, ranks, threads, "SLURM_JOB_ID=1 SLURM_JOB_NUM_NODES=1 " + variables));
    }

    /// Each of the copies would run the whole job; one of them says so.
    @Test
    void copiesThatAllBelieveToBeRankZeroAreTold() {
        assertEquals(
                List.of("srun started 3 copies of this, each of which is a whole job and its own rank 0;"
                        + " start it once, with -n or --on slurm"),
                check(Mode.MULTICORE, 2, 1, "SLURM_STEP_NUM_TASKS=3 SLURM_PROCID=0"));
        assertEquals(List.of(), check(Mode.MULTICORE, 2, 1, "SLURM_STEP_NUM_TASKS=3 SLURM_PROCID=2"));
        assertThrows(
                JobFailure.class,
                () -> check(Mode.SLURM, 2, 1, "SLURM_JOB_ID=1 SLURM_STEP_NUM_TASKS=3 SLURM_PROCID=0"));
        assertEquals(List.of(), check(Mode.MULTICORE, 2, 1, "SLURM_STEP_NUM_TASKS=1 SLURM_PROCID=0"));
    }

    @Test
    void tasksAndJobsAreReadAsSlurmSaysThem() {
        assertEquals(6, environment("SLURM_NTASKS=6 SLURM_JOB_NUM_NODES=2").tasks());
        assertEquals(2, environment("SLURM_JOB_NUM_NODES=2").tasks());
        assertEquals("12", environment("SLURM_JOB_ID=12").job());
        assertEquals(
                "12_3",
                environment("SLURM_JOB_ID=15 SLURM_ARRAY_JOB_ID=12 SLURM_ARRAY_TASK_ID=3")
                        .job());
    }
}
