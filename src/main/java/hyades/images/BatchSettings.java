package hyades.images;

import hyades.fits.Cards;
import hyades.fits.ImageCompression;
import hyades.fits.ImageHdu;
import hyades.fits.ImageName;
import hyades.fits.PixelFormat;
import hyades.fits.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Which images of a batch's files become what files.
///
/// @param images  of a file, and their pixels
/// @param kinds   of the results, as [ImageOperation#kinds] has them
/// @param bitpix  of the results, 16 or 32 if they are whole numbers that it holds, -32 or -64; 0 for -32 where
/// that holds the input's pixels and their differences, else -64
/// @param compression of the results' images; null for none
/// @param name    of the results: `{stem}` is [#stem], `{what}` the kind
/// @param pixels  that a strip may have with what its results need besides
/// @param skipExisting whether what is there already, of the same input and parameters, is left
/// @param overwrite    whether then, too, any other file may be replaced
/// @param version of the program, for the files' history
public record BatchSettings(
        Selection images,
        List<String> kinds,
        int bitpix,
        ImageCompression compression,
        Path folder,
        String name,
        long pixels,
        boolean skipExisting,
        boolean overwrite,
        String version) {
    /// Pixels of a strip that each of `ranks` in this process has memory for.
    public static long pixelsInMemory(int ranks) {
        long share = Runtime.getRuntime().maxMemory() / ranks / 120; // bytes a pixel, with room
        return Math.clamp(share, 1L << 16, 1L << 27);
    }

    /// What the names of a file's results begin with: its own without endings, and which section of it
    /// they are of.
    public static String stem(Path input) {
        ImageName name = ImageName.of(input);
        String stem = name.file()
                .getFileName()
                .toString()
                .replaceFirst("(?i)(\\.(fits|fit|fts))?(\\.(gz|bz2|fz|z|xz))?$", "");
        return name.section() == null ? stem : stem + "_" + name.part();
    }

    /// Where the results of a file go, in the order of their kinds.
    public List<Path> outputs(Path input) {
        String stem = stem(input);
        return kinds.stream()
                .map(what -> folder.resolve(ImageCompression.named(
                        compression, name.replace("{stem}", stem).replace("{what}", what))))
                .toList();
    }

    /// HDUs of the results of a file of these: compressed images are never the first.
    int hdus(List<ImageHdu> of) {
        return of.size() + (compression != null && of.getFirst().isImage() ? 1 : 0);
    }

    String parameters() {
        return "%s, bitpix %d%s".formatted(images, bitpix, compression == null ? "" : ", " + compression);
    }

    /// BITPIX of floats that hold an image's pixels, and the differences of any two.
    static int bitpixHolding(ImageHdu image) {
        return image.format().fitsSingle() ? -32 : -64;
    }

    /// Rows of an image that are done at once, at least one.
    ///
    /// @param reach rows that they need besides their own
    int rowsOfStrip(ImageHdu image, int reach) {
        return Math.clamp(pixels / image.width() - reach, 1, image.height());
    }

    /// What a result says of itself: all that the input says, but for how pixels are stored, and what was done to it.
    ///
    /// @param sum    DATASUM of the input
    /// @param bitpix of the result
    /// @param kind   which of the results
    Cards header(ImageOperation operation, ImageHdu input, long sum, int bitpix, String kind) throws IOException {
        Cards header = input.header().copy();
        header.put("BITPIX", Integer.toString(bitpix), "array data type");
        // they described the integers, and the range of other values
        header.remove("BSCALE", "BZERO", "BLANK", "DATAMIN", "DATAMAX");
        if (bitpix > 0) {
            header.put("BLANK", Long.toString(PixelFormat.blank(bitpix)), "missing pixels");
        }
        header.history("hyades %s images %s: %s".formatted(version, operation.name(), kind));
        operation.history().forEach(header::history);
        if (input.part() != null) {
            header.history(input.part());
        }
        header.history("input DATASUM %d".formatted(sum));
        if (input.mask() != null) {
            header.history("missing by mask " + input.mask());
        }
        return header;
    }
}
