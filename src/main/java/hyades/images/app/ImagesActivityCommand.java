package hyades.images.app;

import hyades.comm.Communicator;
import hyades.farm.Item;
import hyades.farm.Outcome;
import hyades.farm.Rules;
import hyades.farm.Schedule;
import hyades.farm.TaskFarm;
import hyades.figure.ImagePlots;
import hyades.fits.FitsFiles;
import hyades.fits.Image;
import hyades.fits.Selection;
import hyades.images.BatchSettings;
import hyades.images.Boundary;
import hyades.images.Filtered;
import hyades.images.HighPass;
import hyades.images.ImageBatch;
import hyades.images.MedianWindow;
import hyades.images.RandomField;
import hyades.process.JobFailure;
import hyades.run.Growth;
import hyades.run.Members;
import hyades.run.OutputOptions;
import hyades.run.RankCommand;
import hyades.run.RunDirectory;
import hyades.run.RunSettings;
import hyades.run.Typed;
import hyades.run.Version;
import hyades.storage.FileFault;
import hyades.trace.Activity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The exercise: fake images, the time of one alone, the time of all, the speedup.
@Command(
        name = "activity",
        description = {
            "Generate images, filter one alone (t0), filter all over the ranks (tp), and print the speedup N t0 / tp.",
            "",
            "Both are medians of five runs; reading and writing are in both. Before, every rank filters "
                    + "one image, so that no time is that of a program that has just started.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
final class ImagesActivityCommand implements RankCommand {
    private static final int REPEATS = 5;

    @Option(names = "--count", paramLabel = "N", description = "Number of images (default: ${DEFAULT-VALUE}).")
    private int count = 25;

    @Option(names = "--size", paramLabel = "WIDTHxHEIGHT", description = "Size of each (default: ${DEFAULT-VALUE}).")
    private String size = "1000x1000";

    @Option(names = "--window", paramLabel = "WIDTHxHEIGHT", description = "The window (default: ${DEFAULT-VALUE}).")
    private String window = "50";

    @Option(names = "--seed", paramLabel = "SEED", description = "Seed of the images (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public void check() {
        JobFailure.require(count >= 1, "--count", count, "at least 1");
        ImagesGenerateCommand.sides(size);
        Typed.sides("--window", window, 1, MedianWindow.LARGEST);
        output.check();
    }

    @Override
    public Optional<Growth> growth() {
        return Optional.of(new Growth("--count", count, 1));
    }

    @Override
    public Map<String, Set<String>> circumstances() {
        return Map.of(SummaryFile.NAME, SummaryFile.CIRCUMSTANCES);
    }

    @Override
    public int run(Communicator world, RunSettings settings) throws Exception {
        Path folder = output.create(world, "images", name -> name.startsWith("fake_"), "run.json", "summary.csv")
                .path();
        int[] sides = ImagesGenerateCommand.sides(size);
        var generation = new ImagesGenerateCommand.Generation(
                new RandomField(sides[0], sides[1], seed), folder, world.timeline());
        Rules blocks = Rules.DEFAULT.withSchedule(Schedule.BLOCK);
        List<Item> numbers = IntStream.range(0, count)
                .mapToObj(i -> new Item(Integer.toString(i), 1))
                .toList();
        TaskFarm.map(world, generation, blocks, numbers);
        world.barrier();
        int[] span = Typed.sides("--window", window, 1, MedianWindow.LARGEST);
        MedianWindow square = new MedianWindow(span[1], span[0], Boundary.REFLECT, 0, 50);
        HighPass highPass = new HighPass(square, HighPass.Keep.HIGHPASS, settings.threads(), world.timeline());
        ImageBatch batch = new ImageBatch(
                new BatchSettings(
                        Selection.SCIENCE,
                        highPass.kinds(),
                        0,
                        null,
                        folder,
                        "{stem}_{what}.fits",
                        1L << 27,
                        false,
                        false,
                        Version.HYADES),
                highPass,
                world.timeline(),
                (_, _, _, _, _) -> {});
        FilteredWork filtering = name -> batch.process(folder.resolve(name));
        List<Item> items = IntStream.range(0, count) // by their names alone: runs in two folders leave the same summary
                .mapToObj(i -> new Item(generation.file(i).getFileName().toString(), 1))
                .toList();
        Outcome.of(items.get(world.rank() % count), filtering, world.rank());
        world.barrier();
        Spread alone = timeOfOne(world, filtering, items.getFirst());
        List<Outcome<Filtered>> outcomes = List.of();
        double[] seconds = new double[REPEATS];
        for (int i = 0; i < REPEATS; i++) {
            world.barrier();
            long start = System.nanoTime();
            outcomes = TaskFarm.map(world, filtering, blocks, items);
            seconds[i] = (System.nanoTime() - start) * 1e-9;
        }
        Spread together = Spread.of(seconds);
        double speedup = count * alone.median / together.median;
        Members<Object> results = new Members<>();
        results.put("count", count);
        results.put("window", window);
        results.put("repeats", REPEATS);
        results.put("secondsOfOneAlone", alone.median);
        results.put("secondsOfAll", together.median);
        results.put("speedup", speedup);
        if (world.rank() == 0) {
            long written = System.nanoTime();
            SummaryFile.write(folder, items, outcomes, "filtered");
            if (!settings.quiet()) {
                System.out.printf(
                        Locale.ROOT,
                        "one image alone t0 = %s s, all %d tp = %s s, medians [least, greatest] of %d:"
                                + " speedup %d t0 / tp = %.3f on %d rank%s, %d cores%n",
                        alone,
                        count,
                        together,
                        REPEATS,
                        count,
                        speedup,
                        world.size(),
                        world.size() == 1 ? "" : "s",
                        Runtime.getRuntime().availableProcessors());
            }
            if (output.plots().areWanted()) {
                draw(folder, generation);
            }
            world.timeline().ended(Activity.WRITING, "plots", written);
        }
        settings.finish(
                world,
                new RunDirectory(folder),
                "images activity",
                seed,
                Map.of("imagesPerSecond", count / together.median),
                results,
                output.plots().onlyIf(settings.observation().isTraced()));
        return Outcome.failed(outcomes) > 0 ? 3 : 0;
    }

    /// Repeated times [s].
    private record Spread(double median, double least, double greatest) {
        static Spread of(double... seconds) {
            double[] sorted = seconds.clone();
            Arrays.sort(sorted);
            return new Spread(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.4f [%.4f, %.4f]", median, least, greatest);
        }
    }

    /// On rank 0 while the others wait.
    private static Spread timeOfOne(Communicator world, FilteredWork filtering, Item file) {
        double[] seconds = new double[REPEATS];
        for (int i = 0; world.rank() == 0 && i < REPEATS; i++) {
            long start = System.nanoTime();
            Outcome.of(file, filtering, 0);
            seconds[i] = (System.nanoTime() - start) * 1e-9;
        }
        world.broadcast(seconds, 0);
        return Spread.of(seconds);
    }

    private void draw(Path folder, ImagesGenerateCommand.Generation generation) {
        try {
            Image before = FitsFiles.images(generation.file(0)).getFirst();
            Path made =
                    folder.resolve(generation.file(0).getFileName().toString().replace(".fits", "_highpass.fits"));
            Image after = FitsFiles.images(made).getFirst();
            ImagePlots.beforeAndAfter(
                    folder.resolve("before_and_after.png"),
                    new ImagePlots.Plane("original", before.width(), before.height(), before.pixels(), before.unit()),
                    new ImagePlots.Plane(
                            "minus its median", after.width(), after.height(), after.pixels(), after.unit()),
                    output.plots().dpi());
        } catch (IOException e) { // the numbers are there
            System.err.println("rank 0: warning: no pictures: " + FileFault.line(e));
        }
    }
}
