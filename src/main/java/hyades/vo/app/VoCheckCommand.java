package hyades.vo.app;

import hyades.comm.Communicator;
import hyades.process.ExitCode;
import hyades.process.JobFailure;
import hyades.run.Members;
import hyades.run.OutputOptions;
import hyades.run.RunDirectory;
import hyades.run.RunSettings;
import hyades.run.Typed;
import hyades.trace.Activity;
import hyades.vo.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Looks whether services are up.
@Command(
        name = "check",
        description = {
            "Look whether services are up, all at once: UP, DOWN, UP-WITHOUT-AVAILABILITY or UNREACHABLE, how fast they"
                    + " answer, since when they are up, what they say, and what is wrong with that.",
            "",
            "Asked is SERVICE/availability, as VOSI has it; where that says nothing, SERVICE/capabilities. The exit"
                    + " code is 3 if any service is not up.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
final class VoCheckCommand implements WaitingCommand {
    static final String COMMAND = "vo check";

    /// That of users, who may change it.
    private static final Path LIST = Path.of("jobs/vo-services.txt");

    private static final String[] OUTPUTS = {"run.json", ServicesFile.CSV, ServicesFile.JSON, ChangesFile.NAME};

    @Parameters(
            paramLabel = "SERVICE",
            arity = "0..*",
            description =
                    "Addresses, such as https://dc.g-vo.org/tap, or names of the list of services (default: all of"
                            + " the list).")
    private List<String> words = List.of();

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "The list of services: a name, if it has one, and an address a line (default:"
                    + " jobs/vo-services.txt; where that is not there, four that are built in).")
    private Path from;

    @Option(
            names = "--serial",
            description = "Ask one after the other first, then all at once, and print both times and the speedup.")
    private boolean serial;

    @Option(
            names = "--watch",
            paramLabel = "TIME",
            converter = Typed.Seconds.class,
            description = "Look again each time so much has passed, print what has changed, and end by Ctrl-C (default:"
                    + " look once).")
    private Double watch;

    @Mixin
    private WebOptions web = new WebOptions(10);

    @Mixin
    private OutputOptions output = new OutputOptions();

    /// Found by [#check].
    private List<Service> services;

    @Override
    public void check() {
        JobFailure.require(watch == null || watch > 0 && watch <= 1e7, "--watch", watch, "above 0 s, at most 1e7 s");
        JobFailure.require(watch == null || !serial, "--watch", watch, "no --serial beside it");
        web.check();
        services = services();
        output.check(from == null ? List.of() : List.of(from), OUTPUTS);
    }

    /// Each once, whatever it is called.
    private List<Service> services() {
        List<Service> list = list();
        Map<Object, Service> found = new LinkedHashMap<>();
        for (String word : words) {
            Service service = service(word, list);
            found.putIfAbsent(service.address(), service);
        }
        if (words.isEmpty()) {
            list.forEach(service -> found.putIfAbsent(service.address(), service));
        }
        return new ArrayList<>(found.values());
    }

    private List<Service> list() {
        try {
            Path file = from == null ? LIST : from;
            return from == null && !Files.exists(file) ? Service.builtIn() : Service.read(file);
        } catch (IOException e) {
            throw new JobFailure(2, from == null ? e.getMessage() : "--from " + e.getMessage());
        }
    }

    private static Service service(String word, List<Service> list) {
        for (Service service : list) {
            if (service.name().equalsIgnoreCase(word)) {
                return service;
            }
        }
        try {
            return Service.at(word);
        } catch (IllegalArgumentException e) {
            throw new JobFailure(
                    2,
                    "SERVICE %s: %s, or one of %s"
                            .formatted(
                                    word,
                                    e.getMessage(),
                                    String.join(
                                            ", ",
                                            list.stream().map(Service::name).toList())));
        }
    }

    /// A watch has no other end.
    @Override
    public boolean stopsInGoodOrder() {
        return watch != null;
    }

    @Override
    public int run(Communicator world, RunSettings settings) throws Exception {
        RunDirectory directory = output.create(VoCommand.NAME, OUTPUTS);
        ServicesRun run = new ServicesRun(web, services, directory, settings.quiet());
        long start = System.nanoTime();
        Members<Object> results = watch == null
                ? run.once(serial)
                : run.watch(Duration.ofNanos(Math.round(watch * 1e9)), world::stopRequested);
        world.timeline().ended(Activity.READING, "services", start);
        settings.finish(
                world, directory, COMMAND, null, Map.of("servicesPerSecond", run.perSecond()), results, output.plots());
        return run.allAreUp() ? ExitCode.DONE : ExitCode.SOME_FAILED;
    }
}
