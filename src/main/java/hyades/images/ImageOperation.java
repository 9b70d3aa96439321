package hyades.images;

import hyades.fits.Image;
import hyades.fits.ImageHdu;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// What [ImageBatch] does to images, which it hands over strip by strip.
public interface ImageOperation {
    /// Receives the pixels of results.
    interface Results {
        /// @param kind one of [ImageOperation#kinds]
        /// @param pixels of the strip's own rows
        void add(String kind, double[] pixels) throws IOException;
    }

    /// Another HDU that results have besides their images.
    ///
    /// @param hdu       in the place of the input's of its index, or behind all of them
    /// @param operation what is done to it, of which the summary says nothing
    record Beside(ImageHdu hdu, ImageOperation operation) {}

    /// What its results are, as files and HISTORY name them; the summary is of the first.
    List<String> kinds();

    /// All that decides on its results, but for the input.
    String parameters();

    /// Its name, as a command has it.
    String name();

    /// What it does to the image begun, for people; lines of HISTORY.
    List<String> history() throws IOException;

    /// Rows that a strip needs besides its own, at most.
    default int reach() {
        return 0;
    }

    /// The rows of an image of `height` rows that are needed for rows `start` to before `end`, ascending: these unless
    /// it says others.
    default int[] rowsFor(int start, int end, int height) {
        return IntStream.range(start, end).toArray();
    }

    /// Is told of an image before its rows are handed over.
    ///
    /// @param images those of its file that are handed over
    /// @param hdus   all of its file
    /// @throws IOException in one line, if nothing can be done to it
    default void begin(ImageHdu image, List<ImageHdu> images, List<ImageHdu> hdus) throws IOException {}

    /// The other HDUs that it makes of a file, such as uncertainties; asked before any image is begun.
    ///
    /// @param images those of the file that are handed over
    /// @param hdus   all of the file
    /// @throws IOException in one line, if nothing can be done to them
    default List<Beside> besides(List<ImageHdu> images, List<ImageHdu> hdus) throws IOException {
        return List.of();
    }

    /// Makes results of rows `start` to before `end` of an image of `height` rows.
    ///
    /// @param rows those that [#rowsFor] names, one below the other
    /// @return what to show of them; the caller's until the next call
    double[] apply(Image rows, int start, int end, int height, Results results) throws IOException;

    /// Asks from now on, several times a second, whether the image at hand is to be left.
    default void leaveWhen(BooleanSupplier unwanted) {}
}
