package hyades.process;

import java.time.Duration;

/// A signal's wish that the ranks of this process stop in good order: granted by programs that listen, an order for
/// others.
final class StopRequest {
    /// A program that is still starting may come to listen.
    private static final Duration BEGIN_TO_LISTEN = Duration.ofMillis(500);

    private static final int LOOK_MILLIS = 20;

    private final Patience patience;
    private volatile boolean listens;
    private volatile int signal;

    /// Waits for signals from now on.
    ///
    /// @param patience with ranks that listen; null where another process has it
    StopRequest(Patience patience) {
        this.patience = patience;
        Signals.onStop(this::stop);
    }

    /// Asks for it, and so begins to listen.
    boolean isMade() {
        listens = true;
        return signal != 0;
    }

    /// The number of the signal; 0 before there was one.
    int signal() {
        return signal;
    }

    /// What a terminal sends to all of a job's processes the parent has got too, and passes on as SIGTERM: the same
    /// wish may come here twice, so it is the parent that counts, and who else started the ranks.
    private void stop(int number) {
        boolean fromTerminal = number == Signals.HUP || number == Signals.INT;
        if (Parent.isThere() && fromTerminal) {
            return;
        }
        if (signal != 0) {
            if (patience != null && !Parent.isThere()) {
                Runtime.getRuntime().halt(ExitCode.ofSignal(number));
            }
            return;
        }
        signal = number;
        if (!comesToListen()) {
            System.exit(ExitCode.ofSignal(number));
        }
        if (patience != null) {
            patience.begin(() -> Runtime.getRuntime().halt(ExitCode.ofSignal(number)));
        }
    }

    private boolean comesToListen() {
        try {
            for (long waited = 0; !listens && waited < BEGIN_TO_LISTEN.toMillis(); waited += LOOK_MILLIS) {
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            // then at once
        }
        return listens;
    }
}
