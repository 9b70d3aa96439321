package hyades.fits;

import hyades.text.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Bits of a quality plane that make a pixel bad, as astropy's `interpret_bit_flags` reads them: one number, or a list
/// of bits that are powers of two or have names; all others instead with `~` before it.
///
/// @param flags   numbers and names
/// @param isOther whether all others are meant
public record BadBits(List<String> flags, boolean isOther) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w*");

    /// @throws IllegalArgumentException that says what was expected
    public static BadBits parse(String text) {
        String list = text.strip();
        boolean isOther = list.startsWith("~");
        list = isOther ? list.substring(1).strip() : list;
        while (list.startsWith("(") && list.endsWith(")")) {
            list = list.substring(1, list.length() - 1).strip();
        }
        List<String> separators =
                Stream.of(",", "+", "|").filter(list::contains).toList();
        List<String> flags = new ArrayList<>();
        for (String flag : list.split(separators.size() == 1 ? Pattern.quote(separators.getFirst()) : "$^", -1)) {
            flags.add(flag.strip());
        }
        boolean isList = flags.size() > 1;
        boolean isRead = separators.size() <= 1
                && flags.stream()
                        .allMatch(flag -> NAME.matcher(flag).matches()
                                || NUMBER.matcher(flag).matches()
                                        && (!isList || Long.bitCount(Long.parseLong(flag)) == 1));
        if (!isRead || !isOther && flags.stream().allMatch(flag -> flag.matches("0+"))) {
            throw new IllegalArgumentException(
                    "expected a number as in 4096, bits as in 4,8 or HOT,SATURATED, or all others as in ~(4,8)");
        }
        return new BadBits(List.copyOf(flags), isOther);
    }

    /// Their sum, or that of all other bits.
    ///
    /// @param header of the plane, with what its file says of telescope, instrument and detector
    /// @throws IOException in one line, if a name is unknown there
    long of(Cards header) throws IOException {
        long bits = 0;
        for (String flag : flags) {
            bits |= NUMBER.matcher(flag).matches() ? Long.parseLong(flag) : named(flag, header);
        }
        return isOther ? ~bits : bits;
    }

    /// By the plane's own cards MP_NAME, the numbers of bits, as LSST writes them, or by the table.
    private static long named(String name, Cards header) throws IOException {
        String card = "MP_" + name.toUpperCase(java.util.Locale.ROOT);
        for (String line : header.lines()) {
            String key = line.startsWith("HIERARCH ") ? line.substring(9).split("[ =]", 2)[0] : Cards.key(line);
            if (key.equals(card) && line.indexOf('=') > 0) {
                String bit = line.substring(line.indexOf('=') + 1).split("/")[0].strip();
                if (bit.matches("\\d|[1-5]\\d")) {
                    return 1L << Integer.parseInt(bit);
                }
            }
        }
        String[] instrument = {header.text("TELESCOP"), header.text("INSTRUME"), header.text("DETECTOR")};
        for (String[] row : table()) {
            boolean isHere = row[3].equalsIgnoreCase(name);
            for (int i = 0; i < instrument.length; i++) {
                isHere &= row[i].isEmpty() || row[i].equalsIgnoreCase(instrument[i]);
            }
            if (isHere) {
                return Long.parseLong(row[4]);
            }
        }
        throw new IOException("no bit %s is known for TELESCOP %s, INSTRUME %s: expected numbers"
                .formatted(name, instrument[0], instrument[1]));
    }

    private static List<String[]> table() {
        return Resource.beside(BadBits.class, "quality-bits.csv")
                .lines()
                .filter(line -> !line.startsWith("#") && !line.startsWith("telescope,"))
                .map(line -> line.split(","))
                .toList();
    }

    @Override
    public String toString() {
        return (isOther ? "~" : "") + (flags.size() > 1 ? "(" + String.join("+", flags) + ")" : flags.getFirst());
    }
}
