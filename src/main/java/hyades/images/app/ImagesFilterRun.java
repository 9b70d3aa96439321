package hyades.images.app;

import hyades.comm.Communicator;
import hyades.farm.Batch;
import hyades.farm.Item;
import hyades.farm.Outcome;
import hyades.farm.Schedule;
import hyades.figure.ImagePlots;
import hyades.fits.Image;
import hyades.images.DistributedMedian;
import hyades.images.Filtered;
import hyades.images.HighPassBatch;
import hyades.images.HighPassSettings;
import hyades.run.Members;
import hyades.run.Plots;
import hyades.run.Progress;
import hyades.run.RankCommand;
import hyades.run.RunDirectory;
import hyades.run.RunSettings;
import hyades.text.Digits;
import hyades.text.Printable;
import hyades.trace.Activity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// What a rank makes of its part of `images filter`; rank 0 also the progress, the summary, and `run.json`.
///
/// @param folder the run directory
/// @param how to filter
/// @param plots whether to draw previews
record ImagesFilterRun(Communicator world, RunSettings settings, Path folder, HighPassSettings how, Plots plots) {
    /// Filters the files; collective.
    ///
    /// @param items the files, on rank 0; ignored elsewhere
    /// @param split whether all ranks work on one image at a time
    /// @return the exit code
    int run(List<Item> items, Schedule schedule, boolean split) throws IOException {
        long start = System.nanoTime();
        HighPassBatch batch;
        Grace grace = new Grace(world);
        List<Outcome<Filtered>> outcomes;
        if (split) {
            try (DistributedMedian medians = new DistributedMedian(world, how.window(), settings.threads())) {
                medians.leaveWhen(grace);
                batch = new HighPassBatch(how, medians, world.timeline(), this::view);
                batch.leaveWhen(grace);
                outcomes = world.rank() > 0 ? List.of() : processAll(items, batch);
                medians.serve();
            }
        } else {
            batch = new HighPassBatch(how, settings.threads(), world.timeline(), this::view);
            batch.leaveWhen(grace);
            outcomes = processOwn(items, schedule, batch);
        }
        double wall = (System.nanoTime() - start) * 1e-9;
        return finish(batch, items, outcomes, wall);
    }

    /// Each rank its own files; collective.
    private List<Outcome<Filtered>> processOwn(List<Item> items, Schedule schedule, HighPassBatch batch) {
        try (Progress progress = world.rank() == 0 ? new Progress("files", items.size(), settings.quiet()) : null) {
            return Batch.run(world, items, schedule, new Files(batch, progress, items, world.size()));
        }
    }

    /// One file after the other, on rank 0 with the others' help.
    private List<Outcome<Filtered>> processAll(List<Item> items, HighPassBatch batch) {
        try (Progress progress = new Progress("files", items.size(), settings.quiet())) {
            Files work = new Files(batch, progress, items, 1);
            return items.stream()
                    .map(item -> Batch.process(item, work, world.rank()))
                    .toList();
        }
    }

    /// This rank's files, one by one.
    private final class Files implements FilteredWork {
        private final HighPassBatch batch;
        private final Progress progress;
        private final long files;
        private final long atOnce;
        private long done;

        /// @param progress null on ranks that show none
        /// @param atOnce files that are done when this rank has done one
        /// @param progress null where nobody is told, and `items` either
        Files(HighPassBatch batch, Progress progress, List<Item> items, long atOnce) {
            this.batch = batch;
            this.progress = progress;
            files = progress == null ? 0 : items.size();
            this.atOnce = atOnce;
        }

        @Override
        public Filtered process(String file) throws IOException {
            return batch.process(Path.of(file));
        }

        @Override
        public boolean stops() {
            return world.stopRequested();
        }

        @Override
        public void ended(Item file, Outcome<Filtered> outcome) {
            switch (outcome) {
                case Outcome.Failed<Filtered>(int rank, double _, String reason) -> {
                    new RunDirectory(folder).requireThere(); // without it all that follow fail as well
                    System.err.printf(
                            "rank %d: %s: failed: %s%n", rank, Printable.of(file.name()), Printable.of(reason));
                }
                case Outcome.Done<Filtered> _, Outcome.NotBegun<Filtered> _ -> {}
            }
            done += atOnce;
            if (progress != null) {
                progress.done(Math.min(done, files));
            }
        }
    }

    private void view(Path input, int hdu, int plane, Image before, Image after) {
        if (!plots.areWanted() || plane > 0) {
            return;
        }
        String stem = input.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        try {
            ImagePlots.beforeAndAfter(
                    folder.resolve("%s_%d_preview.png".formatted(stem, hdu)),
                    new ImagePlots.Plane(stem, before.width(), before.height(), before.pixels()),
                    new ImagePlots.Plane("minus its median", after.width(), after.height(), after.pixels()),
                    plots.dpi());
        } catch (IOException e) { // the data are worth more than a picture
            System.err.printf("rank %d: warning: no preview of %s: %s%n", world.rank(), input, e.getMessage());
        }
    }

    private int finish(HighPassBatch batch, List<Item> items, List<Outcome<Filtered>> outcomes, double wall)
            throws IOException {
        Counts counts = Counts.of(outcomes);
        int files = outcomes.size();
        if (world.rank() == 0) {
            long start = System.nanoTime();
            SummaryFile.write(folder, items, outcomes);
            world.timeline().ended(Activity.WRITING, "write", start);
            if (!settings.quiet()) {
                System.out.printf(
                        "%s: %d filtered, %d skipped, %d failed in %.3f s (window %s)%n",
                        Digits.counted(files, "file"),
                        counts.filtered,
                        counts.skipped,
                        counts.failed,
                        wall,
                        how.window());
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
        results.put("window", how.window().toString());
        results.put("batchSeconds", wall);
        Members<Double> rates = new Members<>();
        rates.put("filesPerSecond", files / wall);
        rates.put("pixelsPerSecond", pixelsOfAll(batch) / wall);
        ImagesOutput.finish(world, settings, folder, "images filter", plots, null, rates, results);
        double[] code = {counts.left > 0 ? RankCommand.STOPPED : counts.failed > 0 ? 3 : 0};
        world.broadcast(code, 0);
        return (int) code[0];
    }

    /// How many files became what.
    private record Counts(long filtered, long skipped, long failed, long left) {
        static Counts of(List<Outcome<Filtered>> outcomes) {
            long[] counts = new long[4];
            for (Outcome<Filtered> outcome : outcomes) {
                int kind = switch (outcome) {
                    case Outcome.Done<Filtered>(int _, double _, Filtered.Planes _) -> 0;
                    case Outcome.Done<Filtered>(int _, double _, Filtered.Skipped _) -> 1;
                    case Outcome.Failed<Filtered> _ -> 2;
                    case Outcome.NotBegun<Filtered> _ -> 3;
                };
                counts[kind]++;
            }
            return new Counts(counts[0], counts[1], counts[2], counts[3]);
        }
    }

    /// Collective.
    private double pixelsOfAll(HighPassBatch batch) {
        double[] pixels = new double[world.size()];
        pixels[world.rank()] = batch.pixels();
        int[] one = new int[world.size()];
        Arrays.fill(one, 1);
        world.allgather(pixels, one);
        return Arrays.stream(pixels).sum();
    }
}
