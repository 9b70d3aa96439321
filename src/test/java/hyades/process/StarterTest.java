package hyades.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who starts Hyades starts it with arguments of its own; the table has what each leaves to the user.
class StarterTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "nbody --steps 3                          | -  | User     | nbody --steps 3",
                "-n 2 hello                               | -  | User     | -n 2 hello",
                "-n 2 hello                               | 17 | User     | -n 2 hello",
                "images view smpdev                       | -  | User     | images view smpdev",
                "0 conf other hello                       | -  | User     | 0 conf other hello",
                "--slurm-rank nbody                       | -  | Srun     | nbody",
                "0 conf niodev hello                      | 17 | Launcher | hello",
                "2 4 smpdev hello --trace                 | -  | Mpjrun   | hello --trace",
                "1 conf niodev hello                      | -  | Mpjrun   | hello",
                "1 conf hybdev a b c d e hello            | -  | Mpjrun   | hello",
                "1 conf hybdev a b                        | -  | User     | 1 conf hybdev a b"
            })
    void aStarterIsKnownByWhatItStartsWith(String arguments, String launcher, String kind, String left) {
        Starter starter = starter(arguments, launcher);
        assertEquals(kind, starter.getClass().getSimpleName());
        assertEquals(Arrays.asList(left.split(" ")), starter.arguments());
    }

    /// As `run.json` names it, and whether the ranks need lifelines: under our launcher and in one process they do not.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "--slurm-rank hello, , slurm, true",
        "0 conf niodev hello, 17, processes, false",
        "0 conf niodev hello, , mpjrun, true",
        "0 conf hybdev a b c d e hello, , mpjrun, true",
        "0 2 smpdev hello, , mpjrun, false"
    })
    void ranksKnowHowTheyWereLaunchedAndWhoWatches(String arguments, String launcher, String launch, boolean alone) {
        Starter.OfRank rank = assertInstanceOf(Starter.OfRank.class, starter(arguments, launcher));
        assertEquals(launch, rank.launch());
        assertEquals(alone, rank.leavesRanksAlone());
    }

    /// The variables of Open MPI 4.1's `mpirun`, MPICH 4.0's `mpiexec`, and SLURM 22.05's `srun`.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "OMPI_COMM_WORLD_RANK=3 OMPI_COMM_WORLD_SIZE=4 PMIX_RANK=3, mpirun of Open MPI, mpirun, 3, 4, libmpi.so.40",
        "PMI_RANK=1 PMI_SIZE=2 MPI_LOCALNRANKS=2, mpiexec with PMI, mpirun, 1, 2, libmpich.so.12",
        "PMI_RANK=1 PMI_SIZE=2 MPI_LOCALNRANKS=2 SLURM_STEP_ID=0, mpiexec with PMI, mpirun, 1, 2, libmpich.so.12",
        "PMI_RANK=0 PMI_SIZE=2 SLURM_STEP_ID=0, srun with PMI2, slurm, 0, 2, libmpich.so.12",
        "PMIX_RANK=1 SLURM_STEP_ID=0 SLURM_STEP_NUM_TASKS=5, srun with PMIx, slurm, 1, 5, libmpi.so.40",
        "PMIX_RANK=1, PMIx, mpirun, 1, 0, libmpi.so.40"
    })
    void aRankOfANativeMpiIsKnownByItsVariables(
            String variables, String by, String launch, int rank, int size, String library) {
        Starter.Native starter =
                assertInstanceOf(Starter.Native.class, Starter.of(List.of("hello"), Map.of(), map(variables)));
        assertEquals(List.of("hello"), starter.arguments());
        assertEquals(launch, starter.launch());
        assertFalse(starter.leavesRanksAlone());
        MpiJob job = starter.job();
        assertEquals(by, job.starter());
        assertEquals(rank, job.rank());
        assertEquals(size, job.size());
        assertEquals(library, job.libraries().getFirst());
    }

    /// One that is alone is the user's, who may ask for several ranks; unless our launcher says what it is.
    @Test
    void aJobOfOneProcessIsTheUsers() {
        Map<String, String> alone = map("OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_SIZE=1");
        assertInstanceOf(Starter.User.class, Starter.of(List.of("hello"), Map.of(), alone));
        Starter rank = Starter.of(List.of("--mpi-rank", "hello"), Map.of(), alone);
        assertEquals(
                List.of("hello"), assertInstanceOf(Starter.Native.class, rank).arguments());
    }

    /// A task of ours under `srun`, and a rank of MPJ Express, may have such variables too.
    @Test
    void whatOursAreStartedWithComesFirst() {
        Map<String, String> variables = map("PMIX_RANK=1 SLURM_STEP_ID=0 SLURM_STEP_NUM_TASKS=5");
        assertInstanceOf(Starter.Srun.class, Starter.of(List.of("--slurm-rank", "hello"), Map.of(), variables));
        assertInstanceOf(
                Starter.Mpjrun.class, Starter.of(List.of("1", "conf", "niodev", "hello"), Map.of(), variables));
    }

    @Test
    void jobsOfOursForgetThatTheyAreWithinAnother() {
        Map<String, String> variables = new HashMap<>(
                map("OMPI_COMM_WORLD_RANK=0 OMPI_UNIVERSE_SIZE=2 OMPI_MCA_orte_hnp_uri=x PMIX_RANK=0 PMI_RANK=0"
                        + " PMI_FD=9 MPI_LOCALNRANKS=2 PATH=/bin"));
        MpiJob.forget(variables);
        assertEquals(map("PATH=/bin"), variables);
    }

    private static Map<String, String> map(String variables) {
        return Arrays.stream(variables.split(" "))
                .map(variable -> variable.split("="))
                .collect(Collectors.toMap(variable -> variable[0], variable -> variable[1]));
    }

    @Test
    void withoutArgumentsItIsTheUser() {
        assertEquals(new Starter.User(List.of()), Starter.of(List.of(), Map.of(), Map.of()));
    }

    private static Starter starter(String arguments, String launcher) {
        return Starter.of(
                List.of(arguments.split(" +")),
                launcher == null ? Map.of() : Map.of(Starter.LAUNCHER_PROPERTY, launcher),
                Map.of());
    }
}
