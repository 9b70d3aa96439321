package hyades.process;

import hyades.comm.StopWish;

/// A signal's wish that the ranks of this process stop in good order. It waits for programs that ask for it, made long
/// before they do or not; for others it is an order.
final class StopRequest implements StopWish {
    private static StopRequest ofRank;

    private final Patience patience;
    private boolean begun;
    private boolean listens;
    private volatile boolean keeps;
    private volatile int signal;

    /// Waits for signals from now on.
    ///
    /// @param patience with ranks that listen; null where another process has it
    StopRequest(Patience patience) {
        this.patience = patience;
        Signals.onStop(this::stop);
    }

    /// That of a process which is a rank or several, and was started for it.
    static synchronized StopRequest ofRank() {
        if (ofRank == null) {
            ofRank = new StopRequest(null);
        }
        return ofRank;
    }

    @Override
    public boolean isMade() {
        return signal != 0;
    }

    @Override
    public synchronized void begin(boolean asks, boolean keepsWhatIsDone) {
        if (signal != 0 && !asks) {
            throw new JobFailure(ExitCode.STOPPED, Signals.BEFORE_ANYTHING);
        }
        begun = true;
        listens = asks;
        keeps = keepsWhatIsDone;
    }

    /// What the job ends with when a rank is lost.
    int codeOfLoss() {
        return keeps ? ExitCode.STOPPED : ExitCode.FAILED;
    }

    /// The number of the signal; 0 before there was one.
    int signal() {
        return signal;
    }

    /// What a terminal sends to all of a job's processes the parent has got too, and passes on as SIGTERM: the same
    /// wish may come here twice, so it is the parent that counts, and who else started the ranks.
    private void stop(int number) {
        if (Signals.comesFromParentToo(number)) {
            return;
        }
        boolean isOrder;
        synchronized (this) {
            if (signal != 0) {
                if (patience != null && !Parent.isThere() && number != Signals.USR1) {
                    end(number);
                }
                return;
            }
            signal = number;
            isOrder = begun && !listens;
        }
        if (isOrder) {
            System.exit(ExitCode.ofSignal(number));
        } else if (patience != null) {
            patience.begin(() -> end(number));
        }
    }

    private synchronized void end(int number) {
        Runtime.getRuntime().halt(begun ? ExitCode.ofSignal(number) : ExitCode.STOPPED);
    }
}
