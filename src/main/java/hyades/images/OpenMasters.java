package hyades.images;

import hyades.fits.ImageHdu;
import hyades.fits.ImageName;
import hyades.fits.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The images that frames are calibrated by, open, and all of one size; each null where there is none.
final class OpenMasters implements AutoCloseable {
    private final List<Master> all = new ArrayList<>();
    private final Master bias;
    private final Master dark;
    private final Master flat;

    /// @param images  which images of their files they are
    /// @param scratch folder for what is decompressed
    /// @throws IOException with the file and the reason, if one is bad, or of another size than the others
    OpenMasters(Calibration.Masters masters, Selection images, Path scratch) throws IOException {
        try {
            bias = open(masters.bias(), images, scratch);
            dark = open(masters.dark(), images, scratch);
            flat = open(masters.flat(), images, scratch);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private Master open(Path file, Selection images, Path scratch) throws IOException {
        if (file == null) {
            return null;
        }
        Master master = new Master(file, images, scratch);
        all.add(master);
        Frame frame = master.frame();
        Frame first = all.getFirst().frame();
        if (frame.width() != first.width() || frame.height() != first.height()) {
            throw new IOException("%s: %d x %d pixels, %s has %d x %d"
                    .formatted(file, frame.width(), frame.height(), first.file(), first.width(), first.height()));
        }
        return master;
    }

    Master bias() {
        return bias;
    }

    Master dark() {
        return dark;
    }

    Master flat() {
        return flat;
    }

    /// Those that there are.
    List<Master> all() {
        return List.copyOf(all);
    }

    /// Whether one says how uncertain it is.
    boolean sayUncertainty() {
        return all.stream().anyMatch(Master::saysUncertainty);
    }

    /// What is wrong with them though they could be read, in one line each.
    List<String> doubts() {
        return all.stream().flatMap(master -> master.frame().doubts().stream()).toList();
    }

    /// Sums of their files' bytes, and which part of each is taken.
    String contents() throws IOException {
        StringBuilder contents = new StringBuilder();
        for (Master master : all) {
            Path named = master.frame().file();
            contents.append(' ')
                    .append(ContentKey.of(ImageName.of(named).file(), "", () -> false)
                            .input())
                    .append(ImageName.behind(named));
        }
        return contents.toString();
    }

    /// Tells them of an image before its rows are asked for.
    ///
    /// @throws IOException in one line, if it is of another size
    void begin(ImageHdu image) throws IOException {
        for (Master master : all) {
            master.begin(image);
        }
    }

    @Override
    public void close() throws IOException {
        for (Master master : all) {
            master.close();
        }
    }
}
