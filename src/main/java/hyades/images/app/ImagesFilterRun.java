package hyades.images.app;

import hyades.comm.Communicator;
import hyades.figure.ImagePlots;
import hyades.fits.Image;
import hyades.images.DistributedImageBatch;
import hyades.images.DistributedMedian;
import hyades.images.HighPassBatch;
import hyades.images.HighPassSettings;
import hyades.run.Members;
import hyades.run.Progress;
import hyades.run.RankCommand;
import hyades.run.RunSettings;
import hyades.storage.WholeFile;
import hyades.trace.Activity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a rank makes of its part of `images filter`; rank 0 also the progress, the summary, and `run.json`.
///
/// @param folder the run directory
/// @param how to filter
/// @param plots whether to draw previews
record ImagesFilterRun(Communicator world, RunSettings settings, Path folder, HighPassSettings how, boolean plots) {
    /// Filters the files; collective.
    ///
    /// @param items the files, on rank 0; ignored elsewhere
    /// @param split whether all ranks work on one image at a time
    /// @return the exit code
    int run(List<DistributedImageBatch.Item> items, DistributedImageBatch.Schedule schedule, boolean split)
            throws IOException {
        long start = System.nanoTime();
        HighPassBatch batch;
        List<List<String>> lines;
        double compute = 0;
        if (split) {
            try (DistributedMedian medians = new DistributedMedian(world, how.window(), settings.threads())) {
                batch = new HighPassBatch(how, medians, world.rank(), world.timeline(), this::view);
                lines = world.rank() > 0 ? List.of() : processAll(items, batch);
                medians.serve();
                compute = medians.computeSeconds();
            }
        } else {
            batch = new HighPassBatch(how, settings.threads(), world.rank(), world.timeline(), this::view);
            lines = processOwn(items, schedule, batch);
        }
        double wall = (System.nanoTime() - start) * 1e-9;
        return finish(batch, compute + batch.computeSeconds(), lines, wall);
    }

    /// Each rank its own files; collective.
    private List<List<String>> processOwn(
            List<DistributedImageBatch.Item> items, DistributedImageBatch.Schedule schedule, HighPassBatch batch) {
        int[] done = {0};
        try (Progress progress = world.rank() == 0 ? new Progress("files", items.size()) : null) {
            return DistributedImageBatch.run(world, items, schedule, world::stopRequested, file -> {
                List<String> result = process(batch, file);
                if (progress != null) {
                    progress.done(Math.min(items.size(), ++done[0] * (long) world.size()), "");
                }
                return result;
            });
        }
    }

    /// One file after the other, on rank 0 with the others' help.
    private List<List<String>> processAll(List<DistributedImageBatch.Item> items, HighPassBatch batch) {
        List<List<String>> lines = new ArrayList<>();
        try (Progress progress = new Progress("files", items.size())) {
            for (DistributedImageBatch.Item item : items) {
                lines.add(world.stopRequested() ? List.of() : process(batch, item.name()));
                progress.done(lines.size(), "");
            }
        }
        return lines;
    }

    private List<String> process(HighPassBatch batch, String file) {
        List<String> result = batch.process(Path.of(file));
        result.stream()
                .filter(HighPassBatch::isFailure)
                .forEach(line ->
                        System.err.printf("rank %d: %s: %s%n", world.rank(), file, HighPassBatch.outcome(line)));
        return result;
    }

    private void view(Path input, int hdu, int plane, Image before, Image after) {
        if (!plots || plane > 0) {
            return;
        }
        String stem = input.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        try {
            ImagePlots.beforeAndAfter(
                    folder.resolve("%s_%d_preview.png".formatted(stem, hdu)),
                    new ImagePlots.Plane(stem, before.width(), before.height(), before.pixels()),
                    new ImagePlots.Plane("minus its median", after.width(), after.height(), after.pixels()));
        } catch (IOException e) { // the data are worth more than a picture
            System.err.printf("rank %d: warning: no preview of %s: %s%n", world.rank(), input, e.getMessage());
        }
    }

    private int finish(HighPassBatch batch, double compute, List<List<String>> lines, double wall) throws IOException {
        List<String> all = lines.stream().flatMap(List::stream).toList();
        long failed = all.stream().filter(HighPassBatch::isFailure).count();
        long left = lines.stream().filter(List::isEmpty).count();
        long skipped = all.stream().filter(line -> line.endsWith("\"skipped\"")).count();
        if (world.rank() == 0) {
            writeSummary(all);
            System.out.printf(
                    "%d files: %d filtered, %d skipped, %d failed in %.3f s (window %s)%n",
                    lines.size(), lines.size() - failed - skipped - left, skipped, failed, wall, how.window());
            if (left > 0) {
                System.out.printf("stopped before %d of them; the same command with --skip-existing goes on%n", left);
            }
        }
        Members<Object> results = new Members<>();
        results.put("files", lines.size());
        results.put("failed", failed);
        results.put("skipped", skipped);
        results.put("left", left);
        results.put("window", how.window().toString());
        results.put("batchSeconds", wall);
        Members<Double> rates = new Members<>();
        rates.put("filesPerSecond", lines.size() / wall);
        rates.put("pixelsPerSecond", pixelsOfAll(batch) / wall);
        ImagesOutput.finish(
                world, settings, folder, "images filter", null, compute, batch.inputOutputSeconds(), rates, results);
        double[] code = {left > 0 ? RankCommand.STOPPED : failed > 0 ? 3 : 0};
        world.broadcast(code, 0);
        return (int) code[0];
    }

    private void writeSummary(List<String> lines) throws IOException {
        long start = System.nanoTime();
        WholeFile.writeText(
                folder.resolve("summary.csv"),
                HighPassBatch.COLUMNS + "\n" + String.join("\n", lines) + (lines.isEmpty() ? "" : "\n"));
        world.timeline().ended(Activity.WRITING, "write", start);
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
