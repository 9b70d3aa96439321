package hyades.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who started this process, and so what it is: decided once, from what it was started with.
public sealed interface Starter {
    /// First argument of a process that is one task of SLURM's `srun`, a rank as SLURM's variables say.
    String SRUN_FLAG = "--slurm-rank";

    /// First argument of a process that our launcher has let `mpirun` or `srun` start as a rank of a
    /// native MPI, even if it is the only one.
    String MPI_FLAG = "--mpi-rank";

    /// Set by whoever starts processes of ours and answers for their end, the script, a launcher or a study: its own
    /// process id. They end when it is gone.
    String LAUNCHER_PROPERTY = "hyades.launcher";

    /// The user's arguments.
    List<String> arguments();

    /// The user: by the script, by `java -jar`, or by a scaling study, which starts jobs as a user does. The process
    /// becomes the ranks, or the launcher of others.
    record User(List<String> arguments) implements Starter {}

    /// Somebody who started several processes, each of which is a rank.
    sealed interface OfRank extends Starter {
        /// How `run.json` names it.
        String launch();

        /// Whether nobody but the ranks themselves sees to it that all end when one does.
        boolean leavesRanksAlone();
    }

    /// Our launcher on this machine, `--on processes`; it sees how its ranks end.
    ///
    /// @param mpj what MPJ Express needs: rank, configuration, device
    record Launcher(List<String> mpj, List<String> arguments) implements OfRank {
        @Override
        public String launch() {
            return Mode.PROCESSES.toString();
        }

        @Override
        public boolean leavesRanksAlone() {
            return false;
        }
    }

    /// SLURM's `srun`, which our launcher has called in a job.
    record Srun(List<String> arguments) implements OfRank {
        @Override
        public String launch() {
            return Mode.SLURM.toString();
        }

        @Override
        public boolean leavesRanksAlone() {
            return true;
        }
    }

    /// MPJ's own `mpjrun`; with `multicore` it has started the other ranks in this process.
    ///
    /// @param mpj what MPJ Express needs: rank, configuration, device, and under `hybdev` five more
    record Mpjrun(List<String> mpj, List<String> arguments) implements OfRank {
        @Override
        public String launch() {
            return "mpjrun";
        }

        @Override
        public boolean leavesRanksAlone() {
            return !mpj.get(2).equals("smpdev");
        }
    }

    /// Somebody who knows MPI, such as `mpirun`, and sees to it that all ranks end when one fails.
    record Native(MpiJob job, List<String> arguments) implements OfRank {
        @Override
        public String launch() {
            return job.launch();
        }

        @Override
        public boolean leavesRanksAlone() {
            return false;
        }
    }

    /// @param arguments of `main`
    /// @param properties the system's
    /// @param environment the process's
    static Starter of(List<String> arguments, Map<?, ?> properties, Map<String, String> environment) {
        String first = arguments.isEmpty() ? "" : arguments.getFirst();
        if (first.equals(SRUN_FLAG)) {
            return new Srun(arguments.subList(1, arguments.size()));
        }
        int own = mpjArguments(arguments);
        if (own == 0) {
            boolean isNative = first.equals(MPI_FLAG);
            List<String> users = arguments.subList(isNative ? 1 : 0, arguments.size());
            // One that is alone needs no MPI, and may become several ranks as the user asks for.
            Optional<MpiJob> job = MpiJob.of(environment).filter(found -> isNative || found.size() != 1);
            return job.isPresent() ? new Native(job.get(), users) : new User(List.copyOf(users));
        }
        List<String> mpj = arguments.subList(0, own);
        List<String> rest = arguments.subList(own, arguments.size());
        return properties.containsKey(LAUNCHER_PROPERTY) ? new Launcher(mpj, rest) : new Mpjrun(mpj, rest);
    }

    /// How many arguments MPJ Express has put before the user's; 0 where it has not started this process.
    private static int mpjArguments(List<String> arguments) {
        if (arguments.size() < 3 || !arguments.getFirst().chars().allMatch(Character::isDigit)) {
            return 0;
        }
        int own = switch (arguments.get(2)) {
            case "smpdev", "niodev" -> 3;
            case "hybdev" -> 8;
            default -> 0;
        };
        return own <= arguments.size() ? own : 0;
    }
}
