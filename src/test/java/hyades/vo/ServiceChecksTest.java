package hyades.vo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.vo.WebFault.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

/// Many services, together and one after the other.
class ServiceChecksTest {
    private static final String UP = "<availability"
            + " xmlns='http://www.ivoa.net/xml/VOSIAvailability/v1.0'><available>1</available></availability>";
    private static final Service SERVICE = Service.at("https://example.org/tap");

    private final FakeTime time = new FakeTime();

    /// All of them wait for each other: one after the other they would never end.
    @Test
    void servicesAreAskedAtOnce() throws Exception {
        int count = 100;
        CyclicBarrier all = new CyclicBarrier(count);
        byte[] up = UP.getBytes(StandardCharsets.UTF_8);
        Web web = (request, _) -> {
            try {
                all.await();
            } catch (java.util.concurrent.BrokenBarrierException e) {
                throw new IOException(e);
            }
            return new Reply(200, request.uri(), "text/xml", up, Duration.ZERO);
        };
        List<Service> services = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            services.add(Service.at("https://example.org/" + i));
        }
        ServiceChecks checks = new ServiceChecks(web, () -> Deadline.in(Duration.ofSeconds(10), time));
        List<ServiceState> states = checks.together(services);
        assertEquals(services, states.stream().map(ServiceState::service).toList(), "in their order");
        assertTrue(states.stream().allMatch(state -> state.verdict() == Verdict.UP));
    }

    @Test
    void bothWaysFindTheSame() throws Exception {
        Web web = (request, _) -> {
            if (request.uri().getHost().equals("down.org")) {
                throw new WebFault(Kind.REFUSED, request + ": no connection");
            }
            return new Reply(404, request.uri(), "text/xml", new byte[0], Duration.ZERO);
        };
        List<Service> services = List.of(SERVICE, Service.at("http://down.org"));
        ServiceChecks checks = new ServiceChecks(web, () -> Deadline.in(Duration.ofSeconds(10), time));
        assertEquals(checks.oneByOne(services), checks.together(services));
        assertTrue(checks.together(services)
                .getFirst()
                .isLike(checks.oneByOne(services).getFirst()));
    }

    @Test
    void aRecordingThatCannotBeUsedEndsAll() {
        IOException fault = new IOException("disk full");
        ServiceChecks checks = new ServiceChecks(
                (_, _) -> {
                    throw fault;
                },
                () -> Deadline.in(Duration.ofSeconds(10), time));
        assertSame(fault, assertThrows(IOException.class, () -> checks.together(List.of(SERVICE))));
    }
}
