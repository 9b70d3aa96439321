package hyades.images.app;

import hyades.comm.Communicator;
import hyades.farm.Item;
import hyades.farm.Outcome;
import hyades.farm.Rules;
import hyades.farm.Schedule;
import hyades.farm.TaskFarm;
import hyades.figure.ImagePlots;
import hyades.fits.Image;
import hyades.images.BatchSettings;
import hyades.images.DistributedMedian;
import hyades.images.Filtered;
import hyades.images.ImageBatch;
import hyades.images.ImageOperation;
import hyades.run.Members;
import hyades.run.Plots;
import hyades.run.Progress;
import hyades.run.RankCommand;
import hyades.run.RunDirectory;
import hyades.run.RunSettings;
import hyades.storage.FileFault;
import hyades.text.Digits;
import hyades.text.Printable;
import hyades.trace.Activity;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What a rank makes of its part of a batch of images; rank 0 also the progress, the summary, and `run.json`.
///
/// @param items the files, on rank 0; ignored elsewhere
/// @param how   they become files, in the run directory
/// @param plots whether to draw previews
record ImageBatchRun(
        Communicator world,
        RunSettings settings,
        List<Item> items,
        Schedule schedule,
        BatchSettings how,
        Plots plots,
        Words words) {
    /// Nobody interrupts a file: [Grace] says when it is to be left.
    private static final Rules RULES = Rules.DEFAULT.withGrace(Duration.ofDays(1));

    /// What is said of the batch.
    ///
    /// @param command as its `run.json` has it
    /// @param done    what has become of a file, in the summary
    /// @param after   what an image is then, above its picture
    /// @param facts   for `run.json`, which the last line names, too
    record Words(String command, String done, String after, Map<String, String> facts) {}

    /// Makes the run directory; collective.
    static ImageBatchRun of(
            Communicator world, RunSettings settings, BatchOptions options, List<String> kinds, Words words)
            throws IOException {
        options.goOnWith(words.command);
        List<Item> items = null;
        if (world.rank() == 0) {
            items = options.items(kinds);
            int results = options.results(kinds);
            if (results > 0 && !settings.quiet()) {
                System.out.printf("%s made of others of them: left out%n", Digits.counted(results, "file"));
            }
        }
        Path folder = options.output()
                .create(world, "images", options.names(items, kinds)::contains, "run.json", "summary.csv")
                .path();
        return new ImageBatchRun(
                world,
                settings,
                items,
                options.schedule(),
                options.settings(folder, kinds, world.size()),
                options.output().plots(),
                words);
    }

    /// Each rank does its own files; collective.
    ///
    /// @return the exit code
    int each(ImageOperation operation) throws IOException {
        long start = System.nanoTime();
        ImageBatch batch = batch(operation, new Grace(world));
        List<Outcome<Filtered>> outcomes = processEach(batch);
        return finish(batch, outcomes, (System.nanoTime() - start) * 1e-9);
    }

    /// Rank 0 does one file after the other with the others' medians; collective.
    ///
    /// @return the exit code
    int together(ImageOperation operation, DistributedMedian medians) throws IOException {
        long start = System.nanoTime();
        Grace grace = new Grace(world);
        medians.leaveWhen(grace);
        ImageBatch batch = batch(operation, grace);
        List<Outcome<Filtered>> outcomes;
        try (medians) {
            outcomes = world.rank() > 0 ? List.of() : processAll(batch);
            medians.serve();
        }
        return finish(batch, outcomes, (System.nanoTime() - start) * 1e-9);
    }

    private ImageBatch batch(ImageOperation operation, Grace grace) {
        ImageBatch batch = new ImageBatch(how, operation, world.timeline(), this::view);
        batch.leaveWhen(grace);
        return batch;
    }

    /// Each file by one rank; collective.
    private List<Outcome<Filtered>> processEach(ImageBatch batch) throws IOException {
        Files work = new Files(batch);
        try (TaskFarm<Filtered> farm = TaskFarm.open(world, work, RULES.withSchedule(schedule), null)) {
            if (world.rank() > 0) {
                farm.serve();
                return List.of();
            }
            try (Progress progress = new Progress("files", items.size(), settings.quiet())) {
                return farm.map(items, _ -> progress.done(items.size() - farm.outstanding()));
            }
        }
    }

    /// One file after the other, on rank 0 with the others' help.
    private List<Outcome<Filtered>> processAll(ImageBatch batch) {
        Files work = new Files(batch);
        List<Outcome<Filtered>> outcomes = new ArrayList<>();
        try (Progress progress = new Progress("files", items.size(), settings.quiet())) {
            for (Item item : items) {
                boolean stops = world.stopRequested();
                outcomes.add(stops ? new Outcome.NotBegun<>() : Outcome.of(item, work, world.rank()));
                progress.done(outcomes.size());
            }
        }
        return outcomes;
    }

    /// This rank's files, one by one.
    private final class Files implements FilteredWork {
        private final ImageBatch batch;

        Files(ImageBatch batch) {
            this.batch = batch;
        }

        @Override
        public Filtered process(String file) throws IOException {
            return batch.process(ImageInputs.ofItem(file));
        }

        @Override
        public void ended(Item file, Outcome<Filtered> outcome) {
            switch (outcome) {
                case Outcome.Failed<Filtered>(int rank, double _, int _, String reason, Filtered _) -> {
                    new RunDirectory(how.folder()).requireThere(); // without it all that follow fail as well
                    System.err.printf(
                            "rank %d: %s: failed: %s%n", rank, Printable.of(file.name()), Printable.of(reason));
                }
                case Outcome.Done<Filtered>(
                        int rank,
                        double _,
                        int _,
                        Filtered.Planes(List<Filtered.Plane> _, List<String> doubts)) ->
                    warn(rank, file.name(), doubts);
                case Outcome.Done<Filtered> _, Outcome.TimedOut<Filtered> _ -> {}
                case Outcome.Quarantined<Filtered> _, Outcome.NotBegun<Filtered> _ -> {}
            }
        }
    }

    /// Tells what is wrong with a file that was read all the same.
    static void warn(int rank, String file, List<String> doubts) {
        doubts.forEach(doubt ->
                System.err.printf("rank %d: warning: %s: %s%n", rank, Printable.of(file), Printable.of(doubt)));
    }

    private static long warned(List<Outcome<Filtered>> outcomes) {
        return outcomes.stream()
                .filter(outcome ->
                        outcome instanceof Outcome.Done<Filtered>(int _, double _, int _, Filtered.Planes planes)
                                && !planes.doubts().isEmpty())
                .count();
    }

    private void view(Path input, int hdu, int plane, Image before, Image after) {
        if (!plots.areWanted() || plane > 0) {
            return;
        }
        String stem = BatchSettings.stem(input);
        Path picture = how.folder().resolve("%s_%d_preview.png".formatted(stem, hdu));
        try {
            boolean isThere = java.nio.file.Files.exists(picture, LinkOption.NOFOLLOW_LINKS);
            if (isThere && !how.overwrite() && !ImagePlots.isOne(picture)) {
                throw new IOException(
                        "%s is there, and is no picture of Hyades: --overwrite replaces it".formatted(picture));
            }
            ImagePlots.beforeAndAfter(
                    picture,
                    new ImagePlots.Plane(stem, before.width(), before.height(), before.pixels(), before.unit()),
                    new ImagePlots.Plane(words.after, after.width(), after.height(), after.pixels(), after.unit()),
                    plots.dpi());
        } catch (IOException e) { // the data are worth more than a picture
            System.err.printf("rank %d: warning: no preview of %s: %s%n", world.rank(), input, FileFault.line(e));
        }
    }

    private int finish(ImageBatch batch, List<Outcome<Filtered>> outcomes, double wall) throws IOException {
        Counts counts = Counts.of(outcomes);
        int files = outcomes.size();
        if (world.rank() == 0) {
            long start = System.nanoTime();
            SummaryFile.write(how.folder(), items, outcomes, words.done);
            world.timeline().ended(Activity.WRITING, "write", start);
            if (!settings.quiet()) {
                String said = words.facts.entrySet().stream()
                        .map(fact -> fact.getKey() + " " + fact.getValue())
                        .collect(Collectors.joining(", "));
                System.out.printf(
                        "%s: %d %s, %d skipped, %d failed in %.3f s (%s)%n",
                        Digits.counted(files, "file"),
                        counts.done,
                        words.done,
                        counts.skipped,
                        counts.failed,
                        wall,
                        said);
            }
            if (counts.left > 0) {
                System.out.printf(
                        "stopped before %d of them; the same command with --skip-existing goes on%n", counts.left);
            }
        }
        Members<Object> results = new Members<>();
        results.put("files", files);
        results.put("failed", counts.failed);
        results.put("skipped", counts.skipped);
        results.put("left", counts.left);
        results.put("warned", warned(outcomes));
        words.facts.forEach(results::put);
        results.put("batchSeconds", wall);
        Members<Double> rates = new Members<>();
        rates.put("filesPerSecond", files / wall);
        rates.put("pixelsPerSecond", pixelsOfAll(batch) / wall);
        settings.finish(
                world,
                new RunDirectory(how.folder()),
                words.command,
                null,
                rates,
                results,
                plots.onlyIf(settings.observation().isTraced()));
        double[] code = {counts.left > 0 ? RankCommand.STOPPED : counts.failed > 0 ? 3 : 0};
        world.broadcast(code, 0);
        return (int) code[0];
    }

    /// How many files became what.
    private record Counts(long done, long skipped, long failed, long left) {
        static Counts of(List<Outcome<Filtered>> outcomes) {
            long[] counts = new long[4];
            for (Outcome<Filtered> outcome : outcomes) {
                int kind = switch (outcome) {
                    case Outcome.Done<Filtered>(int _, double _, int _, Filtered.Planes _) -> 0;
                    case Outcome.Done<Filtered>(int _, double _, int _, Filtered.Skipped _) -> 1;
                    case Outcome.Failed<Filtered> _, Outcome.TimedOut<Filtered> _, Outcome.Quarantined<Filtered> _ -> 2;
                    case Outcome.NotBegun<Filtered> _ -> 3;
                };
                counts[kind]++;
            }
            return new Counts(counts[0], counts[1], counts[2], counts[3]);
        }
    }

    /// Collective.
    private double pixelsOfAll(ImageBatch batch) {
        double[] pixels = new double[world.size()];
        pixels[world.rank()] = batch.pixels();
        int[] one = new int[world.size()];
        Arrays.fill(one, 1);
        world.allgather(pixels, one);
        return Arrays.stream(pixels).sum();
    }
}
