package hyades.vo;

import hyades.vo.Evidence.Level;
import hyades.vo.Evidence.Stage;
import hyades.vo.WebFault.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One look at a service: whether it says by VOSI that it is available; if it says neither, whether it says what it
/// can do.
final class ServiceCheck {
    /// After which the same host need not be asked for anything else.
    private static final Set<Kind> HOPELESS = EnumSet.of(Kind.TIMEOUT, Kind.REFUSED, Kind.HOST, Kind.CERTIFICATE);

    private static final Map<Kind, String> CODES = Map.of(
            Kind.TIMEOUT, "TIME",
            Kind.REFUSED, "CONN",
            Kind.HOST, "HOST",
            Kind.CERTIFICATE, "CERT",
            Kind.BROKEN, "BROK",
            Kind.SIZE, "SIZE",
            Kind.REDIRECT, "REDI");

    private static final int UNAVAILABLE = 503;

    private static final Set<String> XML = Set.of("text/xml", "application/xml");

    private final Web web;
    private final Service service;
    private final Deadline deadline;
    private final List<Evidence> evidence = new ArrayList<>();
    private final long start;
    private boolean hasAnswered;
    private boolean isHopeless;

    private ServiceCheck(Web web, Service service, Deadline deadline) {
        this.web = web;
        this.service = service;
        this.deadline = deadline;
        start = deadline.time().nanoTime();
    }

    /// Looks at a service.
    ///
    /// @throws IOException if a recording cannot be used; never for what a service does
    static ServiceState of(Web web, Service service, Deadline deadline) throws IOException, InterruptedException {
        return new ServiceCheck(web, service, deadline).look();
    }

    private ServiceState look() throws IOException, InterruptedException {
        Optional<Reply> said = ask(Stage.AVAILABILITY, "availability");
        Availability availability = said.map(this::availability).orElse(Availability.UNKNOWN);
        if (availability.available() != null) {
            return state(availability.available() ? Verdict.UP : Verdict.DOWN, said.get(), availability);
        }
        if (!isHopeless) {
            Optional<Reply> capabilities =
                    ask(Stage.CAPABILITIES, "capabilities").filter(this::isCapabilities);
            if (capabilities.isPresent()) {
                return state(Verdict.UP_WITHOUT_AVAILABILITY, capabilities.get(), availability);
            }
        }
        return state(hasAnswered ? Verdict.DOWN : Verdict.UNREACHABLE, said.orElse(null), availability);
    }

    /// What a service says of its availability. With status 503 it may say why it is down and until when; that
    /// it is available it cannot say so. Most that comes with it is no document, and need be none.
    private Availability availability(Reply reply) {
        List<Evidence> found = new ArrayList<>();
        Availability said = new AvailabilityReader(found::add).read(reply.body());
        boolean isUnavailable = reply.status() == UNAVAILABLE;
        if (isUnavailable && said.equals(Availability.UNKNOWN)) {
            return said;
        }
        evidence.addAll(found);
        if (isUnavailable && Boolean.TRUE.equals(said.available())) {
            say(Level.ERROR, Stage.AVAILABILITY, "BOOL", "available is true, which status 503 denies");
            return new Availability(null, said.upSince(), said.downAt(), said.backAt(), said.notes());
        }
        return said;
    }

    private ServiceState state(Verdict verdict, Reply decisive, Availability availability) {
        Duration latency = decisive == null ? null : decisive.latency();
        Duration elapsed = Duration.ofNanos(deadline.time().nanoTime() - start);
        return new ServiceState(service, verdict, latency, elapsed, availability, List.copyOf(evidence));
    }

    /// @return what was answered with status 200, and of the availability what was with 503
    private Optional<Reply> ask(Stage stage, String resource) throws IOException, InterruptedException {
        Request request = Request.get(service.resource(resource));
        try {
            Reply reply = web.send(request, deadline);
            hasAnswered = true;
            boolean isFine = reply.status() == 200;
            String where = reply.uri().equals(request.uri()) ? "" : " from " + reply.uri();
            say(
                    isFine ? Level.INFO : Level.ERROR,
                    stage,
                    "HTTP",
                    "%s: status %d%s".formatted(request, reply.status(), where));
            if (isFine && !XML.contains(reply.mediaType()) && !reply.mediaType().endsWith("+xml")) {
                say(Level.WARNING, stage, "TYPE", "the type is '%s': expected text/xml".formatted(reply.contentType()));
            }
            boolean mayTell = stage == Stage.AVAILABILITY && reply.status() == UNAVAILABLE;
            return isFine || mayTell ? Optional.of(reply) : Optional.empty();
        } catch (WebFault e) {
            if (e.kind() == Kind.UNRECORDED) {
                throw e;
            }
            isHopeless = HOPELESS.contains(e.kind());
            hasAnswered |= e.kind() == Kind.SIZE || e.kind() == Kind.REDIRECT;
            say(Level.FAILURE, stage, CODES.get(e.kind()), e.getMessage());
            return Optional.empty();
        }
    }

    private boolean isCapabilities(Reply reply) {
        try {
            XmlChildren children = XmlChildren.read(reply.body());
            if (!children.root().equals("capabilities")) {
                say(
                        Level.ERROR,
                        Stage.CAPABILITIES,
                        "ROOT",
                        "the root is '%s': expected capabilities".formatted(children.root()));
                return false;
            }
            if (children.list().stream().noneMatch(child -> child.name().equals("capability"))) {
                say(Level.WARNING, Stage.CAPABILITIES, "MISS", "there is no element capability");
            }
            return true;
        } catch (IOException e) {
            say(Level.ERROR, Stage.CAPABILITIES, "XMLX", "no XML: " + e.getMessage());
            return false;
        }
    }

    private void say(Level level, Stage stage, String code, String text) {
        evidence.add(new Evidence(level, stage, code, text));
    }
}
