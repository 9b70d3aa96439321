package hyades.vo.app;

import hyades.comm.Communicator;
import hyades.process.ExitCode;
import hyades.run.Members;
import hyades.run.OutputOptions;
import hyades.run.Progress;
import hyades.run.RunDirectory;
import hyades.run.RunSettings;
import hyades.storage.FileFault;
import hyades.text.Digits;
import hyades.text.Printable;
import hyades.trace.Activity;
import hyades.vo.ConeSearch;
import hyades.vo.ConeTable;
import hyades.vo.Neighbourhood;
import hyades.vo.Target;
import hyades.vo.Together;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/// What the rank does of `vo cone`.
///
/// @param simbad who knows the names of objects
record ConeRun(
        Communicator world,
        RunSettings settings,
        ConeSearch search,
        ConeTable table,
        URI simbad,
        OutputOptions output) {
    static final String[] OUTPUTS = {
        "run.json", ObjectsFiles.CSV, ObjectsFiles.VOTABLE, ObjectsFiles.FITS, ObjectsFiles.TARGETS
    };

    /// Targets that are asked for at once: more than a service answers in the time between two of its
    /// requests.
    private static final int AT_ONCE = 16;

    /// @return the exit code
    int run(List<Target> targets, boolean isList) throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<Searched> searched = search(targets);
        double seconds = (System.nanoTime() - start) * 1e-9;
        world.timeline().ended(Activity.READING, "services", start);
        searched.forEach(ConeRun::complain);
        if (!isList && searched.getFirst() instanceof Searched.Failed) {
            return ExitCode.FAILED;
        }
        RunDirectory directory = output.create(VoCommand.NAME, OUTPUTS);
        ObjectsFiles.write(directory, searched, isList);
        print(searched, isList);
        settings.finish(
                world,
                directory,
                VoConeCommand.COMMAND,
                null,
                Map.of("targetsPerSecond", targets.size() / seconds),
                results(searched, isList),
                output.plots());
        return searched.stream().anyMatch(Searched.Failed.class::isInstance) ? ExitCode.SOME_FAILED : ExitCode.DONE;
    }

    private List<Searched> search(List<Target> targets) throws IOException, InterruptedException {
        try (Progress progress = new Progress("targets", targets.size(), settings.quiet() || targets.size() == 1)) {
            AtomicInteger count = new AtomicInteger();
            List<Callable<Searched>> tasks = targets.stream()
                    .<Callable<Searched>>map(target -> () -> {
                        Searched done = search(target);
                        synchronized (progress) {
                            progress.done(count.incrementAndGet());
                        }
                        return done;
                    })
                    .toList();
            return Together.all(tasks, AT_ONCE);
        }
    }

    private Searched search(Target target) throws InterruptedException {
        try {
            Target.Found found = target.search(search, table, simbad);
            return new Searched.Found(target, found.object(), found.around());
        } catch (IOException e) {
            return new Searched.Failed(target, FileFault.line(e));
        }
    }

    /// Says on standard error what is wrong.
    static void complain(Searched searched) {
        String name = Printable.of(searched.target().name());
        switch (searched) {
            case Searched.Failed(var _, String reason) ->
                System.err.printf("rank 0: %s: failed: %s%n", name, Printable.of(reason));
            case Searched.Found(var target, var _, Neighbourhood around) -> warn(target.name(), around);
        }
    }

    /// Says on standard error what is wrong with an answer: that it is not whole, or not one to what was asked.
    static void warn(String target, Neighbourhood around) {
        String name = Printable.of(target);
        if (around.table().isCut()) {
            System.err.printf(
                    "rank 0: warning: %s: the service cut the answer at %s: --maxrec may raise that, a smaller --radius"
                            + " needs less%n",
                    name, Digits.counted(around.table().rows().size(), "row"));
        }
        if (around.beyond() > 0) {
            System.err.printf(
                    "rank 0: warning: %s: %s of the answer farther away than %s°%n",
                    name, Digits.counted(around.beyond(), "object"), around.radius());
        }
    }

    private void print(List<Searched> searched, boolean isList) {
        for (Searched each : searched) {
            if (each instanceof Searched.Found found) {
                String type = found.object() == null || found.object().type().isEmpty()
                        ? ""
                        : ", " + Printable.of(found.object().type());
                int count = found.around().table().rows().size();
                System.out.printf(
                        "%s%s: %s within %s°%n",
                        ObjectsText.heading(each.target().name(), found.around().centre()),
                        type,
                        Digits.counted(count, "object"),
                        each.target().radius());
                if (!isList) {
                    System.out.print(ObjectsText.table(found.around()));
                }
            }
        }
    }

    private Members<Object> results(List<Searched> searched, boolean isList) {
        Members<Object> results = new Members<>();
        results.put("service", table.service().toString());
        results.put("table", table.table());
        results.put("targets", searched.size());
        results.put(
                "failed",
                searched.stream().filter(Searched.Failed.class::isInstance).count());
        long objects = 0;
        boolean isCut = false;
        for (Searched each : searched) {
            if (each instanceof Searched.Found found) {
                objects += found.around().table().rows().size();
                isCut |= found.around().table().isCut();
            }
        }
        results.put("objects", objects);
        results.put("cut", isCut);
        if (!isList && searched.getFirst() instanceof Searched.Found found) {
            results.put("target", found.target().name());
            results.put("ra", found.around().centre().ra());
            results.put("dec", found.around().centre().dec());
            results.put("radiusDegrees", found.target().radius());
        }
        return results;
    }
}
