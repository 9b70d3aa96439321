package hyades.images;

import hyades.fits.Cards;
import hyades.fits.FitsOutput;
import hyades.fits.Image;
import hyades.fits.ImageFile;
import hyades.fits.ImageHdu;
import hyades.fits.ImageName;
import hyades.fits.PixelFormat;
import hyades.storage.FileFault;
import hyades.trace.Activity;
import hyades.trace.Timeline;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Does something to files one by one: to their images, plane by plane, in strips that fit the memory; all else is
/// copied.
public final class ImageBatch {
    /// Sees the images, to draw them.
    public interface Viewer {
        /// @param before the plane, or its first strip
        void processed(Path input, int hdu, int plane, Image before, Image after);
    }

    private final BatchSettings settings;
    private final ImageOperation operation;
    private final Timeline timeline;
    private final Viewer viewer;
    private double[] frameBefore = {};
    private BooleanSupplier isLeft = () -> false;
    private long pixelsDone;

    public ImageBatch(BatchSettings settings, ImageOperation operation, Timeline timeline, Viewer viewer) {
        this.settings = settings;
        this.operation = operation;
        this.timeline = timeline;
        this.viewer = viewer;
    }

    /// Asks from now on, several times a second, whether the file at hand is to be left.
    public void leaveWhen(BooleanSupplier unwanted) {
        isLeft = unwanted;
        operation.leaveWhen(unwanted);
    }

    public long pixels() {
        return pixelsDone;
    }

    /// Whether a file was made of another by a batch.
    public static boolean isResult(Path file) {
        return ContentKey.bearsAny(file);
    }

    /// Does one file.
    ///
    /// @throws IOException in one line, if the file is bad
    /// @throws CancellationException if it was left; nothing of it has been written
    public Filtered process(Path input) throws IOException {
        long start = System.nanoTime();
        timeline.about(input.getFileName().toString());
        try {
            List<Path> outputs = settings.outputs(input);
            ImageName name = ImageName.of(input);
            String part = (name.hdu() == null ? "" : ", of its name " + name.hdu())
                    + (name.section() == null ? "" : ", section " + name.section());
            ContentKey key = ContentKey.of(name.file(), parameters() + part, isLeft);
            timeline.ended(Activity.READING, "read", start);
            if (settings.skipExisting() && key.isIn(outputs, settings.overwrite())) {
                return new Filtered.Skipped();
            }
            return process(input, outputs, key);
        } catch (CancellationException e) {
            throw e;
        } catch (IOException | RuntimeException | OutOfMemoryError e) { // one bad file is not to end the others
            throw new IOException(reason(input, e), e);
        } finally {
            timeline.about(null);
        }
    }

    /// All that decides on the results, what is in a file of masks among it.
    private String parameters() throws IOException {
        Path mask = settings.images().masking().file();
        String content =
                mask == null ? "" : ", " + ContentKey.of(mask, "", isLeft).input();
        return operation.parameters() + ", " + settings.parameters() + content;
    }

    /// Why a file failed; of another file, such as a result, with that one's name before it.
    static String reason(Path input, Throwable e) {
        return switch (e) {
            case FileSystemException other
            when !input.toString().startsWith(String.valueOf(other.getFile())) -> FileFault.line(other);
            case IOException io -> FileFault.reason(io);
            case OutOfMemoryError _ -> "not enough memory: more ranks or a smaller --strip";
            default -> e.toString();
        };
    }

    private Filtered.Planes process(Path input, List<Path> outputs, ContentKey key) throws IOException {
        List<Filtered.Plane> planes = new ArrayList<>();
        List<FitsOutput> outs = new ArrayList<>();
        long opened = System.nanoTime();
        try (ImageFile file = ImageFile.open(input, settings.images(), isLeft)) {
            timeline.ended(Activity.READING, "read", opened);
            List<ImageHdu> hdus = file.hdus();
            List<String> doubts = file.doubts();
            file.requireOne();
            List<ImageOperation.Beside> besides = operation.besides(file.images(), hdus);
            List<ImageOperation.Beside> behind = besides.stream()
                    .filter(each -> each.hdu().index() >= hdus.size())
                    .toList();
            Consumer<Cards> primary = header -> {
                key.addTo(header, settings.hdus(hdus) + behind.size());
                doubts.forEach(doubt -> header.history("input: " + doubt));
            };
            for (Path output : outputs) {
                outs.add(new FitsOutput(output, settings.compression()));
            }
            for (ImageHdu hdu : hdus) {
                Optional<ImageHdu> image = file.images().stream()
                        .filter(each -> each.index() == hdu.index())
                        .findFirst();
                Optional<ImageOperation.Beside> beside = besides.stream()
                        .filter(each -> each.hdu().index() == hdu.index())
                        .findFirst();
                if (image.isPresent()) {
                    operation.begin(image.get(), file.images(), hdus);
                    process(input, image.get(), outs, primary, planes);
                } else if (beside.isPresent()) {
                    process(
                            new ImageOperation.Beside(
                                    file.beside(hdu), beside.get().operation()),
                            outs,
                            primary);
                } else {
                    copy(file.beside(hdu), outs, primary);
                }
            }
            for (ImageOperation.Beside each : behind) {
                process(each, outs, primary);
            }
            long start = System.nanoTime();
            for (FitsOutput out : outs) {
                out.commit();
            }
            timeline.ended(Activity.WRITING, "sync", start);
            return new Filtered.Planes(planes, doubts);
        } finally {
            for (FitsOutput out : outs) {
                out.close();
            }
        }
    }

    /// The key, which `primary` adds to a header, stands in the primary header, where it is soon found. One that is
    /// neither that nor doubtful is copied to the byte; checksums that did not hold would look like damage.
    private void copy(ImageHdu hdu, List<FitsOutput> outs, Consumer<Cards> primary) throws IOException {
        ImageHdu stored = hdu.packed() == null ? hdu : hdu.packed();
        for (FitsOutput out : outs) {
            if (hdu.index() == 0 || !hdu.doubts().isEmpty() || hdu.part() != null) {
                Cards header = stored.header().copy();
                if (hdu.part() != null) {
                    header.history(
                            "hyades %s images %s: %s".formatted(settings.version(), operation.name(), hdu.part()));
                }
                if (hdu.index() == 0) {
                    primary.accept(header);
                }
                out.begin(header);
                out.raw(stored);
                out.end();
            } else {
                out.copy(hdu);
            }
        }
    }

    private void process(
            Path input, ImageHdu hdu, List<FitsOutput> outs, Consumer<Cards> key, List<Filtered.Plane> planes)
            throws IOException {
        int bitpix = settings.bitpix() != 0 ? settings.bitpix() : BatchSettings.bitpixHolding(hdu);
        begin(operation, hdu, bitpix, outs, key);
        for (int plane = 0; plane < hdu.planes(); plane++) {
            long start = System.nanoTime();
            PixelStatistics statistics = new PixelStatistics();
            strips(operation, hdu, plane, bitpix, outs, statistics, input);
            planes.add(new Filtered.Plane(
                    hdu.index(),
                    plane,
                    hdu.width(),
                    hdu.height(),
                    hdu.format().bitpix(),
                    statistics.summary(),
                    (System.nanoTime() - start) * 1e-9));
        }
        for (FitsOutput out : outs) {
            out.end();
        }
    }

    /// What is beside images is no whole number though they are.
    private void process(ImageOperation.Beside beside, List<FitsOutput> outs, Consumer<Cards> key) throws IOException {
        ImageHdu hdu = beside.hdu();
        int bitpix = settings.bitpix() < 0 ? settings.bitpix() : BatchSettings.bitpixHolding(hdu);
        begin(beside.operation(), hdu, bitpix, outs, key);
        strips(beside.operation(), hdu, 0, bitpix, outs, null, null);
        for (FitsOutput out : outs) {
            out.end();
        }
    }

    private void begin(ImageOperation operation, ImageHdu hdu, int bitpix, List<FitsOutput> outs, Consumer<Cards> key)
            throws IOException {
        long begun = System.nanoTime();
        long sum = hdu.dataSum();
        for (int i = 0; i < outs.size(); i++) {
            Cards header = settings.header(
                    operation, hdu, sum, bitpix, settings.kinds().get(i));
            if (hdu.index() == 0) {
                key.accept(header);
            }
            outs.get(i).begin(header);
        }
        timeline.ended(Activity.READING, "read", begun); // all data, for their sum
    }

    /// @param statistics of the first kind's pixels; null where nobody wants any
    /// @param input of which the first strip is shown; null for none
    private void strips(
            ImageOperation operation,
            ImageHdu hdu,
            int plane,
            int bitpix,
            List<FitsOutput> outs,
            PixelStatistics statistics,
            Path input)
            throws IOException {
        int rows = settings.rowsOfStrip(hdu, operation.reach());
        for (int first = 0; first < hdu.height(); first += rows) {
            if (isLeft.getAsBoolean()) {
                throw new CancellationException();
            }
            int from = first;
            int end = Math.min(hdu.height(), first + rows);
            long read = System.nanoTime();
            Image frame = hdu.rows(plane, operation.rowsFor(first, end, hdu.height()), frameBefore);
            frameBefore = frame.pixels();
            timeline.ended(Activity.READING, "read", read);
            double[] result = operation.apply(frame, first, end, hdu.height(), (kind, pixels) -> {
                PixelFormat.requireHeld(bitpix, pixels, pixels.length, (long) from * hdu.width(), hdu.width());
                add(kind, pixels, bitpix, outs, statistics);
            });
            if (first == 0 && input != null) {
                Image shown = new Image(hdu.width(), end, result, frame.unit());
                long viewed = System.nanoTime();
                viewer.processed(input, hdu.index(), plane, frame, shown);
                timeline.ended(Activity.WRITING, "preview", viewed);
            }
            pixelsDone += statistics == null ? 0 : (long) (end - first) * hdu.width();
        }
    }

    /// Writes pixels into the output that is of this kind; the first kind's make the summary.
    private void add(String kind, double[] pixels, int bitpix, List<FitsOutput> outs, PixelStatistics statistics)
            throws IOException {
        int at = settings.kinds().indexOf(kind);
        long start = System.nanoTime();
        outs.get(at).pixels(pixels, bitpix);
        timeline.ended(Activity.WRITING, "write", start);
        if (at == 0 && statistics != null) {
            long written = System.nanoTime();
            statistics.add(pixels);
            timeline.ended(Activity.COMPUTE, "statistics", written);
        }
    }
}
