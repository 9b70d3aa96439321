package hyades.vo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
        List<Callable<ServiceState>> looks = services.stream()
                .<Callable<ServiceState>>map(service -> () -> ServiceCheck.of(web, service, deadline.get()))
                .toList();
        return Together.all(looks, looks.size());
    }

    /// One after the other.
    public List<ServiceState> oneByOne(List<Service> services) throws IOException, InterruptedException {
        List<ServiceState> states = new ArrayList<>();
        for (Service service : services) {
            states.add(ServiceCheck.of(web, service, deadline.get()));
        }
        return states;
    }
}
