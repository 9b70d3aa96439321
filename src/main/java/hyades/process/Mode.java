package hyades.process;

/// Where the ranks of a job run.
public enum Mode {
    /// Threads of one process, MPJ Express's multicore device.
    MULTICORE,
    /// One process a rank on this machine, MPJ Express's niodev over the loopback interface.
    PROCESSES,
    /// One process a task of SLURM, on any number of machines.
    SLURM;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
