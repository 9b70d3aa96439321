package hyades.vo.app;

import hyades.comm.Communicator;
import hyades.process.ExitCode;
import hyades.run.Members;
import hyades.run.OutputOptions;
import hyades.run.RunDirectory;
import hyades.run.RunSettings;
import hyades.storage.FileFault;
import hyades.text.Printable;
import hyades.trace.Activity;
import hyades.vo.ConeSearch;
import hyades.vo.ConeTable;
import hyades.vo.ImageField;
import hyades.vo.Neighbourhood;
import hyades.vo.Target;
import hyades.vo.Together;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// What the rank does of `vo cross`.
///
/// @param peaks how many of the brightest pixels of each image
/// @param apart their least distance [px]
record CrossRun(
        Communicator world,
        RunSettings settings,
        ConeSearch search,
        ConeTable table,
        int peaks,
        double apart,
        OutputOptions output) {
    static final String[] OUTPUTS = {
        "run.json", MatchesFile.NAME, ObjectsFiles.CSV, ObjectsFiles.VOTABLE, ObjectsFiles.FITS, ObjectsFiles.TARGETS
    };

    /// Files that are read at once, and fields of each that are asked for.
    private static final int AT_ONCE = 8;

    /// A field, and what became of looking it up.
    ///
    /// @param field null of a file that could not be read
    record Looked(Path file, ImageField field, Searched searched) {}

    /// A file.
    ///
    /// @param leftOut which of its images, and why
    record OfFile(Path file, List<Looked> looked, List<String> leftOut) {}

    /// @return the exit code
    int run(List<Path> files) throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<OfFile> found = Together.all(
                files.stream().<Callable<OfFile>>map(file -> () -> lookUp(file)).toList(), AT_ONCE);
        List<Looked> all = found.stream().flatMap(each -> each.looked.stream()).toList();
        double seconds = (System.nanoTime() - start) * 1e-9;
        world.timeline().ended(Activity.READING, "services", start);
        List<Searched> searched = all.stream().map(Looked::searched).toList();
        searched.forEach(ConeRun::complain);
        for (OfFile each : found) {
            each.leftOut.forEach(image -> System.err.printf(
                    "rank 0: warning: %s: left out: %s%n", Printable.of(each.file.toString()), Printable.of(image)));
        }
        RunDirectory directory = output.create(VoCommand.NAME, OUTPUTS);
        ObjectsFiles.write(directory, searched, true);
        List<MatchesFile.Match> matches = all.stream().flatMap(MatchesFile::of).toList();
        MatchesFile.write(directory.file(MatchesFile.NAME), matches);
        System.out.print(MatchesFile.text(all, matches));
        long failed = all.stream()
                .filter(each -> each.searched instanceof Searched.Failed)
                .map(Looked::file)
                .distinct()
                .count();
        settings.finish(
                world,
                directory,
                VoCrossCommand.COMMAND,
                null,
                Map.of("filesPerSecond", files.size() / seconds),
                results(files.size(), failed, all, matches.size()),
                output.plots());
        return failed > 0 ? ExitCode.SOME_FAILED : ExitCode.DONE;
    }

    /// The fields of a file, looked up together.
    OfFile lookUp(Path file) throws InterruptedException {
        try {
            ImageField.OfFile images = ImageField.of(file, peaks, apart);
            List<Callable<Looked>> tasks = images.fields().stream()
                    .<Callable<Looked>>map(field -> () -> new Looked(file, field, searched(file, field)))
                    .toList();
            return new OfFile(file, Together.all(tasks, AT_ONCE), images.leftOut());
        } catch (IOException e) {
            Searched failed = new Searched.Failed(new Target(file.toString(), null, 0), FileFault.reason(e));
            return new OfFile(file, List.of(new Looked(file, null, failed)), List.of());
        }
    }

    private Searched searched(Path file, ImageField field) throws InterruptedException {
        String name = field.hdu() == 0 ? file.toString() : "%s: HDU %d".formatted(file, field.hdu());
        Target target = new Target(name, field.centre(), field.radius());
        try {
            Neighbourhood around = search.around(table, field.centre(), field.radius(), search.deadline());
            return new Searched.Found(target, null, around);
        } catch (IOException e) {
            return new Searched.Failed(target, FileFault.line(e));
        }
    }

    private Members<Object> results(int files, long failed, List<Looked> looked, int matches) {
        Members<Object> results = new Members<>();
        results.put("service", table.service().toString());
        results.put("table", table.table());
        results.put("files", files);
        results.put("failed", failed);
        results.put("fields", looked.stream().filter(each -> each.field != null).count());
        results.put(
                "objects",
                looked.stream()
                        .collect(Collectors.summingInt(each -> each.searched instanceof Searched.Found found
                                ? found.around().table().rows().size()
                                : 0)));
        results.put("pixels", matches);
        return results;
    }
}
