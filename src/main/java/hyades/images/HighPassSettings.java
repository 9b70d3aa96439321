package hyades.images;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What to do to each file.
///
/// @param hdus    which, from 0; all that hold images if empty
/// @param bitpix  of the results, -32 or -64; 0 for -32 where that holds the input's pixels and their differences, else
/// -64
/// @param name    of the results: `{stem}` is the input's without its endings, `{what}` is highpass or median
/// @param pixels  that a strip may have with what its windows reach
/// @param skipExisting whether what is there already, of the same input and parameters, is left
/// @param overwrite    whether then, too, any other file may be replaced
/// @param version of the program, for the files' history
public record HighPassSettings(
        MedianWindow window,
        List<Integer> hdus,
        Keep keep,
        int bitpix,
        Path folder,
        String name,
        long pixels,
        boolean skipExisting,
        boolean overwrite,
        String version) {
    /// Which files are written.
    public enum Keep {
        HIGHPASS,
        MEDIAN,
        BOTH
    }

    /// Pixels of a strip that each of `ranks` in this process has memory for.
    public static long pixelsInMemory(int ranks) {
        long share = Runtime.getRuntime().maxMemory() / ranks / 120; // bytes a pixel, with room
        return Math.clamp(share, 1L << 16, 1L << 27);
    }

    /// Where the results of a file go, in the order of [#kinds].
    public List<Path> outputs(Path input) {
        String stem = input.getFileName().toString().replaceFirst("(?i)(\\.(fits|fit|fts))?(\\.(gz|bz2|fz|z))?$", "");
        return kinds().stream()
                .map(what -> folder.resolve(name.replace("{stem}", stem).replace("{what}", what)))
                .toList();
    }

    List<String> kinds() {
        return switch (keep) {
            case HIGHPASS -> List.of("highpass");
            case MEDIAN -> List.of("median");
            case BOTH -> List.of("highpass", "median");
        };
    }

    String parameters() {
        return "%s, hdus %s, bitpix %d, keep %s"
                .formatted(window, hdus, bitpix, keep.name().toLowerCase(Locale.ROOT));
    }
}
