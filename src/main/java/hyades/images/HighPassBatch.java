package hyades.images;

import hyades.fits.ByteSource;
import hyades.fits.Cards;
import hyades.fits.FitsFiles;
import hyades.fits.FitsOutput;
import hyades.fits.Image;
import hyades.fits.ImageHdu;
import hyades.trace.Activity;
import hyades.trace.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Filters files one by one: every image HDU, plane by plane, in strips that fit the memory; all else is copied.
public final class HighPassBatch {
    /// Sees the images, to draw them.
    public interface Viewer {
        /// @param before the plane, or its first strip
        void processed(Path input, int hdu, int plane, Image before, Image after);
    }

    /// What computes medians, as [MedianHighPass#median] says.
    public interface Medians {
        /// @return the caller's until the next call
        double[] median(Image rows, int start, int end, int height);
    }

    private final HighPassSettings settings;
    private final MedianHighPass filter;
    private final Medians medians;
    private final Timeline timeline;
    private final Viewer viewer;
    private double[] frameBefore = {};
    private BooleanSupplier isLeft = () -> false;
    private long pixelsDone;

    /// @param threads that share an image
    public HighPassBatch(HighPassSettings settings, int threads, Timeline timeline, Viewer viewer) {
        this(settings, new MedianHighPass(settings.window(), threads), null, timeline, viewer);
    }

    /// @param medians computes the medians
    public HighPassBatch(HighPassSettings settings, Medians medians, Timeline timeline, Viewer viewer) {
        this(settings, new MedianHighPass(settings.window(), 1), medians, timeline, viewer);
    }

    private HighPassBatch(
            HighPassSettings settings, MedianHighPass filter, Medians medians, Timeline timeline, Viewer viewer) {
        this.settings = settings;
        this.filter = filter;
        this.medians = medians == null ? this::median : medians;
        this.timeline = timeline;
        this.viewer = viewer;
    }

    private double[] median(Image rows, int start, int end, int height) {
        long before = System.nanoTime();
        double[] medians = filter.median(rows, start, end, height);
        timeline.ended(Activity.COMPUTE, "median", before);
        return medians;
    }

    /// Asks from now on, several times a second, whether the file at hand is to be left.
    public void leaveWhen(BooleanSupplier unwanted) {
        isLeft = unwanted;
        filter.leaveWhen(unwanted);
    }

    public long pixels() {
        return pixelsDone;
    }

    /// Whether a file was made by filtering another.
    public static boolean isResult(Path file) {
        return ContentKey.bearsAny(file);
    }

    /// Filters one file.
    ///
    /// @throws IOException in one line, if the file is bad
    /// @throws CancellationException if it was left; nothing of it has been written
    public Filtered process(Path input) throws IOException {
        long start = System.nanoTime();
        timeline.about(input.getFileName().toString());
        try {
            List<Path> outputs = settings.outputs(input);
            ContentKey key = ContentKey.of(input, settings.parameters(), isLeft);
            timeline.ended(Activity.READING, "read", start);
            if (settings.skipExisting() && key.isIn(outputs, settings.overwrite())) {
                return new Filtered.Skipped();
            }
            return new Filtered.Planes(filter(input, outputs, key));
        } catch (CancellationException e) {
            throw e;
        } catch (IOException | RuntimeException | OutOfMemoryError e) { // one bad file is not to end the others
            throw new IOException(reason(e), e);
        } finally {
            timeline.about(null);
        }
    }

    static String reason(Throwable e) {
        return switch (e) {
            case java.nio.file.AccessDeniedException _ -> "no permission";
            case java.nio.file.NoSuchFileException _ -> "not there";
            case IOException io when io.getMessage() != null -> io.getMessage();
            case OutOfMemoryError _ -> "not enough memory: more ranks or a smaller --strip";
            default -> e.toString();
        };
    }

    private List<Filtered.Plane> filter(Path input, List<Path> outputs, ContentKey key) throws IOException {
        List<Filtered.Plane> planes = new ArrayList<>();
        List<FitsOutput> outs = new ArrayList<>();
        try (ByteSource source = ByteSource.open(input, isLeft)) {
            long opened = System.nanoTime();
            List<ImageHdu> hdus = FitsFiles.read(source);
            timeline.ended(Activity.READING, "read", opened);
            for (int index : settings.hdus()) {
                if (index >= hdus.size() || !hdus.get(index).isImage()) {
                    throw new IOException(
                            "HDU %d: %s".formatted(index, index < hdus.size() ? "no image" : "not there"));
                }
            }
            List<ImageHdu> wanted = hdus.stream()
                    .filter(hdu -> hdu.isImage()
                            && (settings.hdus().isEmpty() || settings.hdus().contains(hdu.index())))
                    .toList();
            if (wanted.isEmpty()) {
                throw new IOException("no image in it");
            }
            for (Path output : outputs) {
                outs.add(new FitsOutput(output));
            }
            for (ImageHdu hdu : hdus) {
                if (wanted.contains(hdu)) {
                    filter(input, hdu, outs, header -> key.addTo(header, hdus.size()), planes);
                } else {
                    copy(hdu, outs, header -> key.addTo(header, hdus.size()));
                }
            }
            long start = System.nanoTime();
            for (FitsOutput out : outs) {
                out.commit();
            }
            timeline.ended(Activity.WRITING, "sync", start);
            return planes;
        } finally {
            for (FitsOutput out : outs) {
                out.close();
            }
        }
    }

    /// The key, which `key` adds to a header, stands in the primary header, where it is soon found; one that holds no
    /// image is copied otherwise.
    private void copy(ImageHdu hdu, List<FitsOutput> outs, Consumer<Cards> key) throws IOException {
        for (FitsOutput out : outs) {
            if (hdu.index() == 0) {
                Cards header = hdu.header().copy();
                key.accept(header);
                out.begin(header);
                out.raw(hdu);
                out.end();
            } else {
                out.copy(hdu);
            }
        }
    }

    private void filter(
            Path input, ImageHdu hdu, List<FitsOutput> outs, Consumer<Cards> key, List<Filtered.Plane> planes)
            throws IOException {
        int bitpix = settings.bitpix() != 0 ? settings.bitpix() : hdu.format().fitsSingle() ? -32 : -64;
        long begun = System.nanoTime();
        long sum = hdu.dataSum();
        for (int i = 0; i < outs.size(); i++) {
            outs.get(i).begin(header(hdu, sum, bitpix, settings.kinds().get(i), key));
        }
        timeline.ended(Activity.READING, "read", begun); // all data, for their sum
        for (int plane = 0; plane < hdu.planes(); plane++) {
            long start = System.nanoTime();
            PixelStatistics statistics = new PixelStatistics();
            int rows = stripRows(hdu);
            for (int first = 0; first < hdu.height(); first += rows) {
                if (isLeft.getAsBoolean()) {
                    throw new CancellationException();
                }
                int end = Math.min(hdu.height(), first + rows);
                int[] needed = filter.rowsFor(first, end, hdu.height());
                long read = System.nanoTime();
                Image frame = hdu.rows(plane, needed, frameBefore);
                frameBefore = frame.pixels();
                timeline.ended(Activity.READING, "read", read);
                double[] median = medians.median(frame, first, end, hdu.height());
                int own = java.util.Arrays.binarySearch(needed, first) * hdu.width();
                write("median", median, bitpix, outs);
                if (settings.keep() == HighPassSettings.Keep.MEDIAN) {
                    add(median, statistics);
                }
                long subtracted = System.nanoTime();
                MedianHighPass.subtractFrom(frame.pixels(), own, median);
                timeline.ended(Activity.COMPUTE, "difference", subtracted);
                write("highpass", median, bitpix, outs);
                if (settings.keep() != HighPassSettings.Keep.MEDIAN) {
                    add(median, statistics);
                }
                if (first == 0) {
                    Image shown = new Image(hdu.width(), end, median);
                    long viewed = System.nanoTime();
                    viewer.processed(input, hdu.index(), plane, frame, shown);
                    timeline.ended(Activity.WRITING, "preview", viewed);
                }
                pixelsDone += median.length;
            }
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

    /// Writes pixels into the output that is of this kind, if there is one.
    private void write(String kind, double[] pixels, int bitpix, List<FitsOutput> outs) throws IOException {
        int at = settings.kinds().indexOf(kind);
        if (at >= 0) {
            long start = System.nanoTime();
            outs.get(at).pixels(pixels, bitpix);
            timeline.ended(Activity.WRITING, "write", start);
        }
    }

    private void add(double[] pixels, PixelStatistics statistics) {
        long start = System.nanoTime();
        statistics.add(pixels);
        timeline.ended(Activity.COMPUTE, "statistics", start);
    }

    private int stripRows(ImageHdu hdu) {
        long rows = settings.pixels() / hdu.width() - settings.window().height() + 1;
        return Math.clamp(rows, 1, hdu.height());
    }

    private Cards header(ImageHdu hdu, long sum, int bitpix, String what, Consumer<Cards> key) {
        Cards header = hdu.header().copy();
        header.put("BITPIX", Integer.toString(bitpix), "array data type");
        // they described the integers, and the range of other values
        header.remove("BSCALE", "BZERO", "BLANK", "DATAMIN", "DATAMAX");
        header.history("hyades %s images filter: %s".formatted(settings.version(), what));
        header.history("window %s".formatted(settings.window()));
        header.history("input DATASUM %d".formatted(sum));
        if (hdu.index() == 0) {
            key.accept(header);
        }
        return header;
    }
}
