package hyades.fits;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of a file with what cfitsio reads behind it in brackets: an HDU and a section of its image, or one of them,
/// as in `a.fits[1][10:200,*]`, `a.fits[SCI,2]` and `a.fits[10:200,20:300]`.
///
/// @param hdu     null where it says none
/// @param section null where it says none
public record ImageName(Path file, HduChoice.Wanted hdu, Section section) {
    private static final Pattern FITS = Pattern.compile("(?is).*\\.((fits|fit|fts)(\\.(gz|bz2|fz|z|xz))?|fz)");
    private static final Pattern BEHIND = Pattern.compile("(?s)(.*?)(\\[[^\\[\\]]*\\])(\\[[^\\[\\]]*\\])?");

    /// What is taken of the file, as a part of another file's name: `1_10-200_all` of `[1][10:200,*]`;
    /// empty for all of its images.
    public String part() {
        String said = (hdu == null ? "" : hdu + "_") + (section == null ? "" : section);
        return said.replace("*", "all")
                .replace(':', '-')
                .replaceAll("[\\[\\]]", "")
                .replaceAll("[^A-Za-z0-9.-]", "_");
    }

    /// Whether a file's name is one of FITS.
    public static boolean isFits(String name) {
        return FITS.matcher(name).matches();
    }

    /// What is in brackets behind the name; nothing where there is a file that has it in its own name.
    public static String behind(Path named) {
        Matcher matcher = BEHIND.matcher(named.toString());
        boolean isBehind =
                matcher.matches() && isFits(matcher.group(1)) && !Files.exists(named, LinkOption.NOFOLLOW_LINKS);
        return isBehind ? named.toString().substring(matcher.end(1)) : "";
    }

    /// @throws IllegalArgumentException that says what was expected
    public static ImageName of(Path named) {
        String behind = behind(named);
        if (behind.isEmpty()) {
            return new ImageName(named, null, null);
        }
        HduChoice.Wanted hdu = null;
        Section section = null;
        for (String text : behind.substring(1, behind.length() - 1).split("\\]\\[", -1)) {
            boolean isRange = text.indexOf(':') >= 0 || text.indexOf('*') >= 0;
            if (section != null || hdu != null && !isRange) {
                throw new IllegalArgumentException("expected an HDU and then a section, as in [1][10:200,*]");
            }
            if (isRange) {
                section = Section.parse(text);
            } else {
                HduChoice choice = HduChoice.parse(List.of(text));
                if (choice.wanted().size() != 1) {
                    throw new IllegalArgumentException("expected one HDU as in [1], [SCI] or [SCI,2]");
                }
                hdu = choice.wanted().getFirst();
            }
        }
        Path file = Path.of(named.toString().substring(0, named.toString().length() - behind.length()));
        return new ImageName(file, hdu, section);
    }
}
