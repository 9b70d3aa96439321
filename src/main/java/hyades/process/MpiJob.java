package hyades.process;

import hyades.comm.Communicator;
import hyades.comm.TransportCommunicator;
import hyades.ffi.Mpi;
import hyades.ffi.MpiException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A job whose processes somebody has started who knows MPI, as the variables say that each has got:
/// `mpirun`, `mpiexec`, or SLURM's `srun` with PMI.
///
/// @param starter who that was, for people
/// @param launch how `run.json` names it
/// @param libraries the libraries that may belong to it, the most likely first
/// @param rank this process's
/// @param size the number of ranks; 0 where nobody says so
/// @param isFirst whether it is the first of its machine, which says what all there find
public record MpiJob(String starter, String launch, List<String> libraries, int rank, int size, boolean isFirst) {
    /// So long the others leave the first to say so, before they end.
    private static final Duration FIRST_SAYS_SO = Duration.ofSeconds(20);

    private static final String OPEN_MPI = "OMPI_COMM_WORLD_";
    private static final String PMI = "PMI_";
    private static final String PMIX = "PMIX_";
    private static final String SLURM = "SLURM_STEP_";

    /// Set by MPICH's `mpiexec` alone, which sets those of PMI like `srun`.
    private static final String OF_HYDRA = "MPI_LOCALNRANKS";

    /// The libraries that may belong to each, those with the standard's own binary interface among them.
    private static final List<String> OF_OPEN_MPI = List.of("libmpi.so.40", "libmpi_abi.so.1", "libmpi_abi.so.0");

    private static final List<String> OF_PMI =
            List.of("libmpich.so.12", "libmpi.so.12", "libmpi_abi.so.1", "libmpi_abi.so.0", "libmpi.so.40");
    private static final List<String> OF_PMIX =
            List.of("libmpi.so.40", "libmpich.so.12", "libmpi.so.12", "libmpi_abi.so.1", "libmpi_abi.so.0");

    /// What the names of the variables begin with by which an MPI knows of the job around it. `worker.sh` of sweeps has
    /// the same.
    private static final List<String> OWN = List.of(
            OPEN_MPI, "OMPI_UNIVERSE_", "OMPI_MCA_ess", "OMPI_MCA_orte_", "OMPI_MCA_pmix", PMI, PMIX, "MPI_LOCAL");

    /// What the variables say; empty for a process that nobody has started so.
    static Optional<MpiJob> of(Map<String, String> environment) {
        boolean isFirst = Stream.of(OPEN_MPI + "LOCAL_RANK", "MPI_LOCALRANKID", "SLURM_LOCALID")
                        .flatMap(name -> number(environment, name).stream())
                        .findFirst()
                        .orElse(0)
                == 0;
        Optional<Integer> openMpi = number(environment, OPEN_MPI + "RANK");
        if (openMpi.isPresent()) {
            int size = number(environment, OPEN_MPI + "SIZE").orElse(0);
            return Optional.of(new MpiJob(
                    "mpirun of Open MPI", Mode.MPIRUN.toString(), OF_OPEN_MPI, openMpi.get(), size, isFirst));
        }
        boolean isSrun = environment.containsKey(SLURM + "ID") && !environment.containsKey(OF_HYDRA);
        String launch = isSrun ? Mode.SLURM.toString() : Mode.MPIRUN.toString();
        Optional<Integer> pmix = number(environment, PMIX + "RANK");
        if (pmix.isPresent()) {
            int size = isSrun ? number(environment, SLURM + "NUM_TASKS").orElse(0) : 0;
            return Optional.of(
                    new MpiJob(isSrun ? "srun with PMIx" : "PMIx", launch, OF_PMIX, pmix.get(), size, isFirst));
        }
        return number(environment, PMI + "RANK")
                .map(rank -> new MpiJob(
                        isSrun ? "srun with PMI2" : "mpiexec with PMI",
                        launch,
                        OF_PMI,
                        rank,
                        number(environment, PMI + "SIZE").orElse(0),
                        isFirst));
    }

    /// Removes what says that a process is of such a job, for one that is started as the user starts it.
    public static void forget(Map<String, String> environment) {
        environment.keySet().removeIf(name -> OWN.stream().anyMatch(name::startsWith));
    }

    private static Optional<Integer> number(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        return value.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(value)) : Optional.empty();
    }

    /// Joins the job, on the rank's own thread.
    ///
    /// @throws JobFailure where there is no library, or another than who started the job has in mind:
    ///     then each process is alone, and would do the whole work
    Communicator join() throws InterruptedException {
        try {
            Mpi library = Mpi.load(libraries);
            library.init();
            if (library.rank() != rank || size > 0 && library.size() != size) {
                throw new JobFailure(
                        ExitCode.USAGE,
                        "%s has started rank %d of %s, which is rank %d of %d to %s (%s)"
                                        .formatted(
                                                starter,
                                                rank,
                                                size > 0 ? size : "several",
                                                library.rank(),
                                                library.size(),
                                                library.version(),
                                                library.name())
                                + ": expected the library that belongs to it; %s names another"
                                        .formatted(Mpi.LIBRARY_VARIABLE));
            }
            return TransportCommunicator.over(
                    library,
                    "%s (%s, thread level %s, started by %s, on CPUs %s)"
                            .formatted(
                                    library.version(),
                                    library.name(),
                                    library.threadLevel(),
                                    starter,
                                    CpuBinding.ofThisProcess(rank, "").cpus()));
        } catch (MpiException e) {
            throw failure(new JobFailure(ExitCode.USAGE, e.getMessage()));
        } catch (JobFailure e) {
            throw failure(e);
        }
    }

    /// All ranks of a machine find the same: one of them says so.
    private JobFailure failure(JobFailure failure) throws InterruptedException {
        if (!isFirst) {
            Thread.sleep(FIRST_SAYS_SO);
            Runtime.getRuntime().halt(failure.exitCode());
        }
        return failure;
    }
}
