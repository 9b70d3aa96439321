package hyades.fits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The header of an HDU as its cards of 80 characters, END left out. What is not changed stays as it was, to the
/// byte.
public final class Cards {
    static final int BLOCK = 2880;
    private static final int CARD = 80;

    /// The longest header that is read: 72,000 cards. One without an end would be as long as its file.
    private static final int MOST_BLOCKS = 2000;

    private static final Pattern STORAGE =
            Pattern.compile("SIMPLE|XTENSION|BITPIX|NAXIS\\d*|PCOUNT|GCOUNT|GROUPS|EXTEND"
                    + "|EXTNAME|EXTVER|EXTLEVEL|INHERIT|BSCALE|BZERO|BLANK|DATAMIN|DATAMAX|CHECKSUM|DATASUM");

    private final List<String> cards = new ArrayList<>();

    /// Reads the header that begins at `offset`.
    ///
    /// @throws IOException with the reason if there is none, or not all of it
    public static Cards read(ByteSource source, long offset) throws IOException {
        Cards header = new Cards();
        for (long at = offset; ; at += BLOCK) {
            if (at + BLOCK > source.size()) {
                throw new IOException(at == 0 ? "not FITS: shorter than one block" : "truncated in a header");
            }
            if (at - offset >= (long) MOST_BLOCKS * BLOCK) {
                throw new IOException("header: no END within %d blocks".formatted(MOST_BLOCKS));
            }
            String block =
                    StandardCharsets.ISO_8859_1.decode(source.read(at, BLOCK)).toString();
            if (at == 0 && !block.startsWith("SIMPLE  =")) {
                throw new IOException("not FITS: does not begin with SIMPLE");
            }
            for (int i = 0; i < BLOCK; i += CARD) {
                String card = block.substring(i, i + CARD);
                if (isEnd(card)) {
                    return header;
                }
                header.cards.add(card);
            }
        }
    }

    /// Filled up with blanks, or by some programs with NULs.
    private static boolean isEnd(String card) {
        return card.startsWith("END") && card.chars().skip(3).allMatch(c -> c == ' ' || c == 0);
    }

    public Cards copy() {
        Cards copy = new Cards();
        copy.cards.addAll(cards);
        return copy;
    }

    public List<String> lines() {
        return List.copyOf(cards);
    }

    /// What this header says, and what `primary`, of the same file, says beside it; the FITS convention INHERIT.
    Cards inheriting(Cards primary) {
        Cards all = copy();
        for (String card : primary.cards) {
            if (!has(key(card))) {
                all.cards.add(card);
            }
        }
        return all;
    }

    /// What all headers say of their images, in the order of the first: cards whose values are the same in all,
    /// strings of several cards among them; nothing of how the pixels are stored, and no commentary.
    public static Cards common(List<Cards> headers) {
        Cards common = new Cards();
        List<String> first = headers.getFirst().cards;
        for (int i = 0; i < first.size(); i++) {
            String key = key(first.get(i));
            if (!first.get(i).startsWith("= ", 8) || STORAGE.matcher(key).matches()) {
                continue;
            }
            int end = i + 1;
            while (end < first.size() && key(first.get(end)).equals("CONTINUE")) {
                end++;
            }
            List<String> said = first.subList(i, end);
            if (!common.has(key) && headers.stream().allMatch(other -> other.says(key, said))) {
                common.cards.addAll(said);
            }
        }
        return common;
    }

    private boolean says(String key, List<String> said) {
        int at = find(key);
        return at >= 0
                && value(cards.get(at)).equals(value(said.getFirst()))
                && at + said.size() <= cards.size()
                && cards.subList(at + 1, at + said.size()).equals(said.subList(1, said.size()));
    }

    boolean has(String key) {
        return find(key) >= 0;
    }

    /// The value of a card as text: a string without its quotes; null where there is none.
    public String text(String key) {
        int at = find(key);
        return at < 0 ? null : value(cards.get(at));
    }

    boolean isTrue(String key) {
        return "T".equals(text(key));
    }

    /// @throws IOException if it is no whole number of 64 bits
    long integer(String key, long otherwise) throws IOException {
        String text = text(key);
        if (text == null) {
            return otherwise;
        }
        if (text.matches("[-+]?\\d{1,19}")) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) { // just beyond 64 bits: said below
            }
        }
        double number = number(key, otherwise);
        if (number != Math.rint(number) || Math.abs(number) > 1L << 53) {
            throw new IOException("header: %s = %s is no whole number".formatted(key, text));
        }
        return (long) number;
    }

    /// @throws IOException if it is not a number
    public double number(String key, double otherwise) throws IOException {
        String text = text(key);
        try {
            return text == null ? otherwise : number(text);
        } catch (NumberFormatException e) {
            throw new IOException("header: %s = %s is not a number".formatted(key, text), e);
        }
    }

    /// @throws NumberFormatException if it is none
    static double number(String text) {
        return Double.parseDouble(text.replace('D', 'E').replace('d', 'e'));
    }

    /// Sets a card's value, where it stands or, if it is new, at the end.
    ///
    /// @param value as FITS writes it
    public void put(String key, String value, String comment) {
        String aligned = (value.startsWith("'") ? "%-20s" : "%20s").formatted(value);
        String card = padded("%-8s= %s / %s".formatted(key, aligned, comment));
        int at = find(key);
        if (at < 0) {
            cards.add(card);
        } else {
            cards.set(at, card);
        }
    }

    /// Makes this header that of a part of its image: its sizes, and where its pixels are, in the sky (CRPIX) and
    /// in the image that it was cut from before (LTV).
    ///
    /// @param left  columns that are cut off before it
    /// @param below rows that are cut off before it
    /// @throws IOException if what it says of them is no number
    void cut(int left, int below, int width, int height) throws IOException {
        int[] size = {width, height};
        int[] off = {left, below};
        for (int axis = 1; axis <= 2; axis++) {
            if (has("NAXIS" + axis)) {
                put("NAXIS" + axis, Integer.toString(size[axis - 1]), "length of data axis " + axis);
            }
            for (String card : List.copyOf(cards)) {
                String key = key(card);
                // CRPIX is 0 where nothing says what it is
                String pixel = key.replaceFirst("^(CRVAL|CTYPE)" + axis, "CRPIX" + axis);
                if (off[axis - 1] > 0 && (key.matches("(CRPIX|CRVAL|CTYPE)" + axis + "[A-Z]?") && !has(pixel))) {
                    put(pixel, "0.0", "");
                }
            }
            for (String card : List.copyOf(cards)) {
                String key = key(card);
                if (off[axis - 1] > 0 && key.matches("CRPIX" + axis + "[A-Z]?|LTV" + axis)) {
                    put(key, Double.toString(number(key, 0) - off[axis - 1]), "of this section");
                }
            }
        }
    }

    public void putFirst(List<String> first) {
        cards.addAll(0, first.stream().map(Cards::padded).toList());
    }

    void removeIf(java.util.function.Predicate<String> isUnwanted) {
        cards.removeIf(card -> isUnwanted.test(key(card)));
    }

    public void remove(String... keys) {
        removeIf(Set.of(keys)::contains);
    }

    /// Adds HISTORY cards, as many as `text` needs; a `?` for each character that FITS does not allow.
    public void history(String said) {
        String text = said.replaceAll("[^ -~]", "?");
        for (int i = 0; i < text.length(); i += CARD - 8) {
            cards.add(padded("HISTORY " + text.substring(i, Math.min(text.length(), i + CARD - 8))));
        }
    }

    /// The header as it is in a file: with END, filled up to whole blocks.
    byte[] toBytes() {
        byte[] bytes = new byte[Math.ceilDiv((cards.size() + 1) * CARD, BLOCK) * BLOCK];
        Arrays.fill(bytes, (byte) ' ');
        byte[] text = (String.join("", cards) + "END").getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(text, 0, bytes, 0, text.length);
        return bytes;
    }

    /// The bytes the header takes in a file.
    public int size() {
        return Math.ceilDiv((cards.size() + 1) * CARD, BLOCK) * BLOCK;
    }

    static String padded(String card) {
        return card.length() >= CARD ? card.substring(0, CARD) : card + " ".repeat(CARD - card.length());
    }

    public static String key(String card) {
        return card.substring(0, 8).stripTrailing();
    }

    private int find(String key) {
        for (int i = 0; i < cards.size(); i++) {
            if (key(cards.get(i)).equals(key) && cards.get(i).startsWith("= ", 8)) {
                return i;
            }
        }
        return -1;
    }

    /// The value of a card as text: a string without its quotes.
    static String value(String card) {
        String rest = card.substring(10).strip();
        if (!rest.startsWith("'")) {
            int comment = rest.indexOf('/');
            return (comment < 0 ? rest : rest.substring(0, comment)).strip();
        }
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < rest.length(); i++) {
            if (rest.charAt(i) == '\'') {
                if (i + 1 >= rest.length() || rest.charAt(i + 1) != '\'') {
                    break;
                }
                i++;
            }
            text.append(rest.charAt(i));
        }
        return text.toString().stripTrailing();
    }

    /// The 32-bit ones' complement sum of FITS, added to `sum`.
    ///
    /// Words are added in pairs, as 64-bit ones whose carries are lost (all = 2^32 high + low, modulo 2^64), and
    /// their upper halves once more: two additions a pair, which become vector code.
    ///
    /// @param bytes a multiple of four, at most 2^31
    static long sum(ByteBuffer bytes, long sum) {
        int end = bytes.limit() - (bytes.remaining() & 4);
        long all = 0;
        long high = 0;
        for (int at = bytes.position(); at < end; at += Long.BYTES) {
            long pair = bytes.getLong(at);
            all += pair;
            high += pair >>> 32;
        }
        long total = sum + high + (all - (high << 32));
        if (end < bytes.limit()) {
            total += bytes.getInt(end) & 0xFFFF_FFFFL;
        }
        while (total >>> 32 != 0) {
            total = (total & 0xFFFF_FFFFL) + (total >>> 32);
        }
        return total;
    }
}
