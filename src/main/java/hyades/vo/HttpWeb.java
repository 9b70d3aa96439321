package hyades.vo;

import hyades.vo.Exchange.Answer;
import hyades.vo.WebFault.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// The services themselves. Redirects are followed; a service that is busy, and a connection that breaks, is tried
/// again after a while, as long as there is time; no host is asked too often. Nothing else of HTTP is kept between
/// requests: no cookies, no passwords.
public final class HttpWeb implements Web {
    /// By which a service, or what stands before it, says that another time it may answer.
    private static final Set<Integer> BUSY = Set.of(429, 502, 503, 504);

    private final HttpSettings settings;
    private final Exchange exchange;
    private final Timepiece time;
    private final Patience patience;
    private final Turns turns;
    private final Addresses addresses;

    /// An answer to a request, and where it came from.
    private record Followed(Reply reply, Answer answer) {}

    /// @param settings how they are asked
    public HttpWeb(HttpSettings settings) {
        this(settings, Timepiece.SYSTEM, new SplittableRandom(), InetAddress::getAllByName);
    }

    HttpWeb(HttpSettings settings, Timepiece time, RandomGenerator random, Addresses.Names names) {
        this.settings = settings;
        this.time = time;
        exchange = new Exchange(settings);
        patience = new Patience(random);
        turns = new Turns(settings.rate());
        addresses = new Addresses(names);
    }

    @Override
    public Reply send(Request request, Deadline deadline) throws IOException, InterruptedException {
        for (int attempt = 0; ; attempt++) {
            boolean isLast = attempt == settings.retries();
            Duration wait = patience.beforeNext(attempt);
            try {
                Followed followed = follow(request, deadline);
                if (!BUSY.contains(followed.reply.status())) {
                    return followed.reply;
                }
                wait = wait.plus(asked(followed));
                if (isLast || wait.compareTo(deadline.remaining()) >= 0) {
                    return followed.reply;
                }
            } catch (WebFault e) {
                if (isLast || e.kind() != Kind.BROKEN || wait.compareTo(deadline.remaining()) >= 0) {
                    throw e;
                }
            }
            time.sleep(wait);
        }
    }

    /// How long the service wants to be left alone, by all of us.
    private Duration asked(Followed followed) {
        Answer answer = followed.answer;
        Duration pause = Patience.asked(answer.header("Retry-After"), answer.header("Date"), time.now());
        turns.pause(host(answer.response().request().uri().getHost()), time.nanoTime(), pause);
        return pause;
    }

    private Followed follow(Request request, Deadline deadline) throws IOException, InterruptedException {
        Redirects way = new Redirects(request, addresses);
        Duration waited = Duration.ZERO;
        long start = time.nanoTime();
        Request next = request;
        while (true) {
            waited = waited.plus(awaitTurn(next, deadline));
            if (next != request) { // a name may have got another address by now
                Request last = next;
                Exchange.within(deadline, next, () -> way.allowed(last));
            }
            Answer answer = exchange.send(next, deadline);
            int status = answer.response().statusCode();
            String location = answer.header("Location");
            if (!Redirects.isOne(status, location)) {
                Duration latency = Duration.ofNanos(time.nanoTime() - start).minus(waited);
                String type = answer.header("Content-Type");
                return new Followed(new Reply(status, next.uri(), type, answer.body(), latency), answer);
            }
            next = Exchange.within(deadline, next, () -> way.next(status, location));
        }
    }

    /// Waits until the host may be asked. What is waited for the rate is not the host's doing, and none of its time.
    ///
    /// @return how long that took
    private Duration awaitTurn(Request request, Deadline deadline) throws IOException, InterruptedException {
        String host = host(request.uri().getHost());
        long start = time.nanoTime();
        do {
            long now = time.nanoTime();
            Duration alone = turns.alone(host, now);
            if (alone.compareTo(deadline.remaining()) > 0) {
                throw new WebFault(
                        Kind.TIMEOUT,
                        "%s: not asked: %s wants to be left alone for %d s"
                                .formatted(
                                        request,
                                        host,
                                        alone.plusNanos(999_999_999).toSeconds()));
            }
            Duration wait = Duration.ofNanos(turns.take(host, now) - now);
            if (wait.isPositive()) {
                time.sleep(wait);
            }
            deadline.putOff(wait.minus(alone));
        } while (turns.alone(host, time.nanoTime()).isPositive()); // somebody else was told so meanwhile
        return Duration.ofNanos(time.nanoTime() - start);
    }

    private static String host(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
