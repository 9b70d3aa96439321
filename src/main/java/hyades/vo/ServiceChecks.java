package hyades.vo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/// Looks at many services: all at once, which takes as long as the slowest, or one after the other, which takes as long
/// as all.
///
/// @param deadline of a service that is asked now
public record ServiceChecks(Web web, Supplier<Deadline> deadline) {
    /// All at once, each by a thread of its own.
    ///
    /// @return in the order of the services
    public List<ServiceState> together(List<Service> services) throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ServiceState>> looks = new ArrayList<>();
            for (Service service : services) {
                looks.add(threads.submit(() -> ServiceCheck.of(web, service, deadline.get())));
            }
            try {
                List<ServiceState> states = new ArrayList<>();
                for (Future<ServiceState> look : looks) {
                    states.add(look.get());
                }
                return states;
            } catch (ExecutionException e) {
                throw failure(e.getCause());
            } finally {
                threads.shutdownNow(); // where one has failed, or nobody wants to know any more
            }
        }
    }

    /// One after the other.
    public List<ServiceState> oneByOne(List<Service> services) throws IOException, InterruptedException {
        List<ServiceState> states = new ArrayList<>();
        for (Service service : services) {
            states.add(ServiceCheck.of(web, service, deadline.get()));
        }
        return states;
    }

    private static IOException failure(Throwable cause) {
        return switch (cause) {
            case IOException e -> e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(cause);
        };
    }
}
