package hyades.images.app;

import hyades.comm.Communicator;
import hyades.farm.Item;
import hyades.farm.Rules;
import hyades.farm.Schedule;
import hyades.farm.TaskFarm;
import hyades.farm.Work;
import hyades.figure.ColorMap;
import hyades.figure.ImagePlots;
import hyades.figure.Stretch;
import hyades.fits.FitsFiles;
import hyades.fits.Image;
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
import hyades.trace.Timeline;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Writes the exercise's fake data.
@Command(
        name = "generate",
        description = {
            "Write smooth random images: fake_1000x1000_0.fits and so on, doubles.",
            "",
            "An image depends on its size, the seed and its number alone.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
final class ImagesGenerateCommand implements RankCommand {
    @Option(names = "--count", paramLabel = "N", description = "Number of images (default: ${DEFAULT-VALUE}).")
    private int count = 25;

    @Option(
            names = "--size",
            paramLabel = "WIDTHxHEIGHT",
            description = "Size of each in pixels (default: ${DEFAULT-VALUE}).")
    private String size = "1000x1000";

    @Option(names = "--seed", paramLabel = "SEED", description = "Seed of the phases (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public void check() {
        JobFailure.require(count >= 1, "--count", count, "at least 1");
        sides(size);
        output.check();
    }

    /// @throws JobFailure with exit code 2 if images cannot have this size
    static int[] sides(String size) {
        int[] sides = Typed.sides("--size", size, 2, 30000);
        JobFailure.require((long) sides[0] * sides[1] <= 1L << 29, "--size", size, "at most 2^29 pixels");
        return sides;
    }

    @Override
    public Optional<Growth> growth() {
        return Optional.of(new Growth("--count", count, 1));
    }

    @Override
    public int run(Communicator world, RunSettings settings) throws Exception {
        Path folder = output.create(world, "images", name -> name.startsWith("fake_"), "run.json", "summary.csv")
                .path();
        int[] sides = sides(size);
        RandomField field = new RandomField(sides[0], sides[1], seed);
        Generation generation = new Generation(field, folder, world.timeline());
        List<Item> items = IntStream.range(0, count)
                .mapToObj(i -> new Item(Integer.toString(i), 1))
                .toList();
        long start = System.nanoTime();
        TaskFarm.map(world, generation, Rules.DEFAULT.withSchedule(Schedule.BLOCK), items);
        double wall = (System.nanoTime() - start) * 1e-9;
        Members<Object> results = new Members<>();
        results.put("count", count);
        results.put("width", sides[0]);
        results.put("height", sides[1]);
        Map<String, Double> rates = Map.of("pixelsPerSecond", (double) count * sides[0] * sides[1] / wall);
        if (world.rank() == 0) {
            if (output.plots().areWanted()) {
                draw(generation.file(0), field.create(0), output.plots().dpi());
            }
            if (!settings.quiet()) {
                System.out.printf("%d images of %dx%d in %.3f s%n", count, sides[0], sides[1], wall);
            }
        }
        settings.finish(
                world,
                new RunDirectory(folder),
                "images generate",
                seed,
                rates,
                results,
                output.plots().onlyIf(settings.observation().isTraced()));
        return 0;
    }

    /// The first of them.
    private static void draw(Path file, Image image, OptionalInt dpi) {
        String name = file.getFileName().toString();
        try {
            ImagePlots.view(
                    file.resolveSibling(name.replace(".fits", ".png")),
                    new ImagePlots.Plane(name, image.width(), image.height(), image.pixels(), image.unit()),
                    ColorMap.INFERNO,
                    Stretch.PERCENTILE,
                    dpi);
        } catch (IOException e) { // the data are there
            System.err.println("rank 0: warning: no picture: " + FileFault.line(e));
        }
    }

    /// Makes images and says where the time went.
    static final class Generation implements Work<Path> {
        private final RandomField field;
        private final Path folder;
        private final Timeline timeline;

        Generation(RandomField field, Path folder, Timeline timeline) {
            this.field = field;
            this.folder = folder;
            this.timeline = timeline;
        }

        Path file(int index) {
            return folder.resolve("fake_%dx%d_%d.fits".formatted(field.width(), field.height(), index));
        }

        /// @param index the image's number
        /// @return its file
        @Override
        public Path process(String index) {
            Path file = file(Integer.parseInt(index));
            timeline.about(file.getFileName().toString());
            long start = System.nanoTime();
            Image image = field.create(Integer.parseInt(index));
            timeline.ended(Activity.COMPUTE, "image", start);
            long made = System.nanoTime();
            try {
                FitsFiles.write(
                        file,
                        image,
                        List.of("hyades %s images generate: seed %d, image %s"
                                .formatted(Version.HYADES, field.seed(), index)));
            } catch (IOException e) { // no image is to be missing
                throw new UncheckedIOException(e);
            }
            timeline.ended(Activity.WRITING, "write", made);
            timeline.about(null);
            return file;
        }

        @Override
        public void write(Path file, DataOutputStream out) throws IOException {
            out.writeUTF(file.toString());
        }

        @Override
        public Path read(DataInputStream in) throws IOException {
            return Path.of(in.readUTF());
        }
    }
}
