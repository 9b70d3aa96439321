package hyades.fits;

import hyades.images.RandomField;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Making, writing and reading one image of 1000 × 1000 doubles, milliseconds. Writing includes checksums and the
/// sync to disk, reading the check of the checksums; as far as a name does not say otherwise.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(5)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class ImageFileBenchmark {
    private static final RandomField FIELD = new RandomField(1000, 1000, 1);

    private Image image;
    private Path file;
    private Path unchecked;

    /// Values before times: what was written reads back.
    @Setup
    public void prepare() throws IOException {
        image = FIELD.create(0);
        file = Files.createTempDirectory("hyades").resolve("image.fits");
        FitsFiles.write(file, image, List.of());
        if (!Arrays.equals(image.pixels(), read().getFirst().pixels())) {
            throw new IllegalStateException("What was written does not read back");
        }
        // the same file with both cards' names blank: nothing to check
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                .replaceFirst("DATASUM =", "         ")
                .replaceFirst("CHECKSUM=", "         ");
        unchecked = Files.write(file.resolveSibling("unchecked.fits"), text.getBytes(StandardCharsets.ISO_8859_1));
        if (!Arrays.equals(image.pixels(), readWithoutChecksums().getFirst().pixels())) {
            throw new IllegalStateException("What has no checksums does not read back");
        }
    }

    @TearDown
    public void clean() throws IOException {
        Files.delete(unchecked);
        Files.delete(file);
        Files.delete(file.getParent());
    }

    @Benchmark
    public Image generate() {
        return FIELD.create(1);
    }

    @Benchmark
    public void write() throws IOException {
        FitsFiles.write(file, image, List.of());
    }

    /// What is not committed is deleted: a name less, in place of the sync and the renaming.
    @Benchmark
    public void writeWithoutSync() throws IOException {
        try (FitsOutput out = new FitsOutput(file)) {
            FitsFiles.put(out, image, List.of());
        }
    }

    @Benchmark
    public List<Image> readWithoutChecksums() throws IOException {
        return FitsFiles.images(unchecked);
    }

    @Benchmark
    public List<Image> read() throws IOException {
        return FitsFiles.images(file);
    }
}
