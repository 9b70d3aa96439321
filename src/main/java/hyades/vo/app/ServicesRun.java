package hyades.vo.app;

import hyades.process.ExitCode;
import hyades.process.JobFailure;
import hyades.process.Signals;
import hyades.run.Members;
import hyades.run.RunDirectory;
import hyades.text.Printable;
import hyades.vo.Service;
import hyades.vo.ServiceChecks;
import hyades.vo.ServiceState;
import hyades.vo.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/// What the rank does that looks at services.
final class ServicesRun {
    /// As the IVOA asks those to call themselves who only look whether a service is there.
    private static final String PURPOSE = "IVOA-test";

    private final WebOptions web;
    private final List<Service> services;
    private final RunDirectory directory;
    private final boolean quiet;
    private List<ServiceState> states = List.of();
    private double seconds;

    ServicesRun(WebOptions web, List<Service> services, RunDirectory directory, boolean quiet) {
        this.web = web;
        this.services = services;
        this.directory = directory;
        this.quiet = quiet;
    }

    private ServiceChecks checks() throws IOException {
        return new ServiceChecks(web.open(PURPOSE), web::deadline);
    }

    boolean allAreUp() {
        return states.stream().allMatch(state -> state.verdict().isUp());
    }

    double perSecond() {
        return services.size() / seconds;
    }

    /// Looks once.
    ///
    /// @param serial whether to look at one after the other first
    /// @return what there is to say of all
    Members<Object> once(boolean serial) throws IOException, InterruptedException {
        double alone = 0;
        if (serial) {
            long start = System.nanoTime();
            checks().oneByOne(services);
            alone = (System.nanoTime() - start) * 1e-9;
        }
        ServiceChecks checks = checks(); // whose connections are not open yet, as the first one's were not
        long start = System.nanoTime();
        states = checks.together(services);
        seconds = (System.nanoTime() - start) * 1e-9;
        ServicesFile.write(directory, states);
        sayAll();
        Members<Object> results = results();
        if (serial) {
            results.put("secondsSerial", alone);
            results.put("speedup", alone / seconds);
            say("one after the other %.3f s, all at once %.3f s: speedup %.2f%n"
                    .formatted(alone, seconds, alone / seconds));
        }
        return results;
    }

    /// Looks again and again, and tells of what has changed.
    ///
    /// @param stop whether nobody wants to know any more
    /// @return what there is to say of all
    Members<Object> watch(Duration interval, BooleanSupplier stop) throws IOException, InterruptedException {
        ChangesFile changes = new ChangesFile(directory, System.nanoTime());
        int rounds = new ServicesWatch(checks(), services, interval, stop).run((now, took) -> {
            List<ServiceState> before = states;
            states = now;
            seconds = took;
            if (before.isEmpty()) {
                ServicesFile.write(directory, states);
                changes.write();
                sayAll();
                return;
            }
            for (int i = 0; i < now.size(); i++) {
                if (!now.get(i).isLike(before.get(i))) {
                    changes.add(before.get(i), now.get(i));
                    sayChange(before.get(i), now.get(i));
                    ServicesFile.write(directory, states);
                }
            }
        });
        if (rounds == 0) {
            throw new JobFailure(ExitCode.STOPPED, Signals.BEFORE_ANYTHING);
        }
        ServicesFile.write(directory, states);
        Members<Object> results = results();
        results.put("rounds", rounds);
        results.put("changes", changes.count());
        return results;
    }

    private void sayAll() {
        say(ServicesText.of(states) + ServicesText.summary(states, seconds));
        if (quiet) {
            states.stream()
                    .filter(state -> !state.verdict().isUp())
                    .forEach(state -> System.err.printf(
                            "rank 0: %s: %s%n", Printable.of(state.service().name()), ServicesText.reason(state)));
        }
    }

    /// What a watch is there to print: quiet or not.
    private static void sayChange(ServiceState before, ServiceState now) {
        System.out.printf(
                "%s  %s  %s -> %s%n%s",
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Printable.of(now.service().name()),
                before.verdict(),
                now.verdict(),
                ServicesText.details(now));
    }

    private void say(String text) {
        if (!quiet) {
            System.out.print(text);
        }
    }

    private Members<Object> results() {
        Members<Object> results = new Members<>();
        results.put("services", states.size());
        for (Verdict verdict : Verdict.values()) {
            String key = verdict == Verdict.UP_WITHOUT_AVAILABILITY
                    ? "upWithoutAvailability"
                    : verdict.name().toLowerCase(Locale.ROOT);
            results.put(
                    key,
                    states.stream().filter(state -> state.verdict() == verdict).count());
        }
        results.put("seconds", seconds);
        return results;
    }
}
