package hyades.process;

/// Where the ranks of a job run.
public enum Mode {
    /// Threads of one process.
    MULTICORE,
    /// One process a rank on this machine, over the loopback interface.
    PROCESSES,
    /// One process a task of SLURM, on any number of machines.
    SLURM,
    /// One process a rank, which `mpirun` starts, and a native MPI joins.
    MPIRUN;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
