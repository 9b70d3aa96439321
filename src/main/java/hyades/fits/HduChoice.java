package hyades.fits;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which HDUs of a file are taken for its images.
///
/// @param isAll  every image, whatever it is
/// @param wanted these; the science images if there are none
/// @param isStrict whether a file is refused that can be read, but has something wrong
public record HduChoice(boolean isAll, List<Wanted> wanted, boolean isStrict) {
    /// The images that are science, as [PlaneRole] has it.
    public static final HduChoice SCIENCE = new HduChoice(false, List.of(), false);

    private static final Pattern NAMED = Pattern.compile("([^,]*[^,\\d\\s][^,]*)(?:,\\s*(\\d{1,9}))?");

    private static final int MOST_LISTED = 20;

    /// One HDU, or those of a name.
    ///
    /// @param index   from 0; -1 where it is named
    /// @param name    EXTNAME, in capitals or not
    /// @param version EXTVER, 1 where a header has none; -1 for any
    public record Wanted(int index, String name, int version) {
        boolean is(ImageHdu hdu) {
            return index >= 0
                    ? index == hdu.index()
                    : name.equalsIgnoreCase(hdu.name()) && (version < 0 || version == hdu.version());
        }

        @Override
        public String toString() {
            return index >= 0 ? Integer.toString(index) : version < 0 ? name : name + "," + version;
        }
    }

    /// Reads `all`, numbers as in `1,4`, or a name with its version if any, as in `SCI` and `SCI,2`.
    ///
    /// @param texts each of one of these forms; the science images if there are none
    /// @throws IllegalArgumentException that says what was expected
    public static HduChoice parse(List<String> texts) {
        boolean isAll = false;
        List<Wanted> wanted = new ArrayList<>();
        for (String text : texts) {
            Matcher named = NAMED.matcher(text.strip());
            if (text.strip().equalsIgnoreCase("all")) {
                isAll = true;
            } else if (text.matches("\\s*\\d{1,9}\\s*(,\\s*\\d{1,9}\\s*)*")) {
                for (String number : text.split(",")) {
                    wanted.add(new Wanted(Integer.parseInt(number.strip()), null, -1));
                }
            } else if (named.matches() && !text.strip().startsWith("-")) {
                int version = named.group(2) == null ? -1 : Integer.parseInt(named.group(2));
                wanted.add(new Wanted(-1, named.group(1).strip(), version));
            } else {
                throw new IllegalArgumentException(
                        "expected numbers from 0 as in 1,4, a name as in SCI, or with its version as in SCI,2, or all");
            }
        }
        return new HduChoice(isAll, List.copyOf(wanted), false);
    }

    /// The same, of files without doubts only, be it about other HDUs.
    public HduChoice strictly() {
        return new HduChoice(isAll, wanted, true);
    }

    /// The images that are chosen, in the order of the file.
    ///
    /// @throws IOException in one line, if one is not there or no image, or if there is none
    public List<ImageHdu> of(List<ImageHdu> hdus) throws IOException {
        List<String> doubts = FitsFiles.doubts(hdus);
        if (isStrict && !doubts.isEmpty()) {
            throw new IOException(String.join("; ", doubts));
        }
        for (Wanted each : wanted) {
            List<ImageHdu> found = hdus.stream().filter(each::is).toList();
            if (found.stream().noneMatch(ImageHdu::isImage)) {
                throw new IOException("HDU %s: %s; there are %s"
                        .formatted(each, found.isEmpty() ? "not there" : "no image", listed(hdus)));
            }
        }
        List<ImageHdu> images = hdus.stream().filter(ImageHdu::isImage).toList();
        if (images.isEmpty()) {
            throw new IOException("no image in it");
        }
        List<ImageHdu> chosen = isAll
                ? images
                : wanted.isEmpty()
                        ? PlaneRole.science(hdus)
                        : images.stream()
                                .filter(hdu -> wanted.stream().anyMatch(each -> each.is(hdu)))
                                .toList();
        if (chosen.isEmpty()) {
            throw new IOException(
                    "no science image in it, by the names of its HDUs: %s; --hdu takes others".formatted(listed(hdus)));
        }
        return chosen;
    }

    static String listed(List<ImageHdu> hdus) {
        String first = hdus.stream().limit(MOST_LISTED).map(ImageHdu::label).collect(Collectors.joining(", "));
        return hdus.size() <= MOST_LISTED ? first : "%s and %d more".formatted(first, hdus.size() - MOST_LISTED);
    }

    @Override
    public String toString() {
        return isAll ? "[all]" : wanted.toString();
    }
}
