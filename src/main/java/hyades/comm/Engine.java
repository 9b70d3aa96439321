package hyades.comm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What carries messages between ranks.
public enum Engine {
    /// The memory that ranks share which are threads of one process.
    THREADS {
        @Override
        List<Thread> create(int ranks, Path mpjHome, Body body) {
            List<Thread> threads = new ArrayList<>();
            for (Communicator world : ThreadRank.group(ranks)) {
                int rank = world.rank();
                // A group of its own: what a rank uses is what the threads of its group use.
                ThreadGroup group = new ThreadGroup("rank " + rank);
                threads.add(new Thread(group, () -> body.run(rank, () -> world), "rank " + rank));
            }
            return threads;
        }
    },
    /// MPJ Express 0.44, between processes and between threads.
    MPJ {
        @Override
        List<Thread> create(int ranks, Path mpjHome, Body body) throws ReflectiveOperationException {
            // Meeting by spinning helps where every rank has a core, and hinders where it takes another's.
            RankBarrier meeting = ranks <= Runtime.getRuntime().availableProcessors() ? new RankBarrier(ranks) : null;
            Map<Object, Object> ofProcess = new ConcurrentHashMap<>();
            return RankThreads.create(
                    ranks,
                    mpjHome,
                    (rank, join) -> body.run(rank, () -> new TransportCommunicator(join.world(), meeting, ofProcess)));
        }
    },
    /// A native MPI, between processes that `mpirun` or `srun` starts: each joins by itself.
    MPI {
        @Override
        List<Thread> create(int ranks, Path mpjHome, Body body) {
            throw new IllegalStateException("A native MPI has one rank a process");
        }
    };

    /// The most ranks of one process that meet in reasonable time. MPJ Express lets each send to all others under one
    /// lock, and looks for messages in lists: 64 take 8 s on two cores, 200 have not met after two minutes.
    public final int mostThreads() {
        return this == MPJ ? 64 : Integer.MAX_VALUE;
    }

    /// Joins the job.
    public interface Opening {
        Communicator open() throws Exception;
    }

    /// What a rank's thread runs.
    public interface Body {
        /// @param opening to be called on the rank's own thread
        void run(int rank, Opening opening);
    }

    /// Creates, but does not start, the threads of `ranks` ranks of this process.
    ///
    /// @param mpjHome MPJ Express as `mpj/setup` lays it out; only MPJ Express needs it
    /// @throws IllegalStateException if the engine is not there
    public final List<Thread> threads(int ranks, Path mpjHome, Body body) {
        try {
            return create(ranks, mpjHome, body);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot start the ranks", e);
        }
    }

    abstract List<Thread> create(int ranks, Path mpjHome, Body body) throws ReflectiveOperationException;

    /// As the command line has it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
