package hyades.vo.app;

import hyades.vo.Service;
import hyades.vo.ServiceChecks;
import hyades.vo.ServiceState;
import hyades.vo.Together;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// Looks at services again and again until somebody has enough of it.
///
/// @param interval from the start of a round to that of the next; one that takes longer is followed at once
/// @param stop asked several times a second; what a round has found by then is lost
record ServicesWatch(ServiceChecks checks, List<Service> services, Duration interval, BooleanSupplier stop) {
    private static final long GLANCE_MILLIS = 100;

    /// Is told what each round has found.
    interface Round {
        /// @param seconds that it took
        void found(List<ServiceState> states, double seconds) throws IOException;
    }

    /// @return how many rounds there were
    int run(Round each) throws IOException, InterruptedException {
        for (int rounds = 0; ; rounds++) {
            long start = System.nanoTime();
            List<ServiceState> states = round();
            if (states.isEmpty()) {
                return rounds;
            }
            each.found(states, (System.nanoTime() - start) * 1e-9);
            while (!stop.getAsBoolean() && System.nanoTime() - start < interval.toNanos()) {
                long left = interval.toNanos() - (System.nanoTime() - start);
                Thread.sleep(Duration.ofNanos(Math.clamp(left, 0, GLANCE_MILLIS * 1_000_000)));
            }
        }
    }

    /// @return nothing where it is to stop
    private List<ServiceState> round() throws IOException, InterruptedException {
        FutureTask<List<ServiceState>> round = new FutureTask<>(() -> checks.together(services));
        Thread thread = Thread.ofVirtual().name("round").unstarted(round);
        if (!stop.getAsBoolean()) {
            thread.start();
        }
        while (!stop.getAsBoolean()) {
            try {
                return round.get(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // another glance
            } catch (ExecutionException e) {
                throw Together.failure(e.getCause());
            }
        }
        round.cancel(true);
        return List.of();
    }
}
