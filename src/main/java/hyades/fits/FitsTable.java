package hyades.fits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A binary table of FITS (4.0, section 7.3), whole in memory: columns of one number or text a row.
///
/// @param label   the HDU, as users are told of it
/// @param header  what it says beside
/// @param rows    their number
/// @param columns in the order of the file
public record FitsTable(String label, Cards header, int rows, List<Column> columns) {
    private static final Pattern FORM = Pattern.compile("(\\d{0,9})([LXBIJKAEDCMPQ]).*");

    /// Bytes read at once.
    private static final int CHUNK = 1 << 20;

    /// What a file of FITS can hold of text.
    private static final Pattern ASCII = Pattern.compile("[ -~]*");

    /// 2^63, by which whole numbers without a sign are stored.
    private static final String UNSIGNED = "9223372036854775808";

    /// A column.
    public sealed interface Column {
        String name();

        /// TUNIT; empty where there is none.
        String unit();
    }

    /// Of doubles, or of what becomes one; NaN is none.
    ///
    /// @param values shape (rows)
    public record Numbers(String name, String unit, double[] values) implements Column {}

    /// Of whole numbers.
    ///
    /// @param values shape (rows)
    public record Integers(String name, String unit, long[] values) implements Column {}

    /// Of texts, without blanks at their ends.
    ///
    /// @param values shape (rows)
    public record Texts(String name, String unit, String[] values) implements Column {
        /// Whether FITS has room for all letters of a text.
        public static boolean mayHold(String text) {
            return ASCII.matcher(text).matches();
        }
    }

    /// Of what is not read here, such as vectors.
    ///
    /// @param form TFORM
    public record Unread(String name, String unit, String form) implements Column {}

    /// The column of a name, in capitals or not.
    public Optional<Column> column(String name) {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /// Writes a file of one table behind an empty primary HDU, with checksums, whole or not at all: the same bytes
    /// for the same table.
    ///
    /// @param columns of [Numbers], [Integers] and [Texts] of ASCII
    /// @param said what the table's header says beside the columns; not modified
    public static void write(Path file, String name, List<Column> columns, Cards said) throws IOException {
        int rows = rows(columns.getFirst());
        int[] widths = columns.stream().mapToInt(FitsTable::width).toArray();
        int width = Arrays.stream(widths).sum();
        List<String> cards = new ArrayList<>(List.of(
                "XTENSION= 'BINTABLE'           / binary table",
                "BITPIX  =                    8 / bytes",
                "NAXIS   =                    2 / rows of a table",
                "NAXIS1  = %20d / bytes in a row".formatted(width),
                "NAXIS2  = %20d / rows".formatted(rows),
                "PCOUNT  =                    0 / no heap",
                "GCOUNT  =                    1 / one group",
                "TFIELDS = %20d / columns".formatted(columns.size()),
                "EXTNAME = '%-8s'".formatted(name)));
        for (int c = 0; c < widths.length; c++) {
            Column column = columns.get(c);
            String form = column instanceof Texts ? widths[c] + "A" : column instanceof Integers ? "K" : "D";
            cards.add("%-8s= '%-8s'".formatted("TTYPE" + (c + 1), column.name()));
            cards.add("%-8s= '%-8s'".formatted("TFORM" + (c + 1), form));
            if (!column.unit().isEmpty()) {
                cards.add("%-8s= '%-8s'".formatted("TUNIT" + (c + 1), column.unit()));
            }
        }
        Cards header = said.copy();
        header.putFirst(cards);
        try (FitsOutput out = new FitsOutput(file)) {
            out.begin(FitsOutput.nothing());
            out.end();
            out.begin(header);
            ByteBuffer row = ByteBuffer.allocate(width);
            for (int i = 0; i < rows; i++) {
                row.clear();
                for (int c = 0; c < widths.length; c++) {
                    put(row, columns.get(c), i, widths[c]);
                }
                out.bytes(row.flip());
            }
            out.end();
            out.commit();
        }
    }

    private static int rows(Column column) {
        return switch (column) {
            case Numbers numbers -> numbers.values.length;
            case Integers integers -> integers.values.length;
            case Texts texts -> texts.values.length;
            case Unread unread -> throw new IllegalArgumentException(unread.name);
        };
    }

    private static int width(Column column) {
        return column instanceof Texts texts
                ? Math.max(
                        1,
                        Arrays.stream(texts.values)
                                .mapToInt(String::length)
                                .max()
                                .orElse(0))
                : Long.BYTES;
    }

    private static void put(ByteBuffer row, Column column, int i, int width) {
        switch (column) {
            case Numbers numbers -> row.putDouble(numbers.values[i]);
            case Integers integers -> row.putLong(integers.values[i]);
            case Texts texts -> {
                if (!Texts.mayHold(texts.values[i])) {
                    throw new IllegalArgumentException("'%s' is not ASCII".formatted(texts.values[i]));
                }
                row.put(texts.values[i].getBytes(StandardCharsets.US_ASCII));
                for (int rest = texts.values[i].length(); rest < width; rest++) {
                    row.put((byte) 0); // which ends a text: blanks would belong to it for some readers
                }
            }
            case Unread unread -> throw new IllegalArgumentException(unread.name);
        }
    }

    /// Reads a table.
    ///
    /// @param named a file, with the HDU behind it as in `a.fits[2]` and `a.fits[BODIES]`, or the first table is
    /// taken
    /// @throws IllegalArgumentException that says what was expected behind the file's name
    /// @throws IOException with the reason, if there is no such table, or it is damaged
    public static FitsTable read(Path named) throws IOException {
        ImageName name = ImageName.of(named);
        if (name.section() != null) {
            throw new IllegalArgumentException("expected an HDU as in [1], [BODIES] or [BODIES,2]");
        }
        try (ByteSource source = ByteSource.open(name.file())) {
            ImageHdu hdu = chosen(FitsFiles.read(source), name.hdu());
            if (!hdu.doubts().isEmpty()) {
                throw new IOException(String.join("; ", hdu.doubts()));
            }
            return read(hdu);
        }
    }

    private static ImageHdu chosen(List<ImageHdu> hdus, HduChoice.Wanted wanted) throws IOException {
        List<ImageHdu> found =
                hdus.stream().filter(hdu -> wanted == null || wanted.is(hdu)).toList();
        Optional<ImageHdu> table = found.stream().filter(FitsTable::isTable).findFirst();
        if (table.isEmpty()) {
            String what = wanted == null
                    ? "no binary table in it"
                    : "HDU %s: %s".formatted(wanted, found.isEmpty() ? "not there" : "no binary table");
            throw new IOException("%s; there are %s".formatted(what, HduChoice.listed(hdus)));
        }
        return table.get();
    }

    private static boolean isTable(ImageHdu hdu) {
        return hdu.packed() == null && "BINTABLE".equals(hdu.header().text("XTENSION"));
    }

    private static FitsTable read(ImageHdu hdu) throws IOException {
        Cards header = hdu.header();
        long width = FitsFiles.bounded(hdu.index(), header, "NAXIS1", -1, CHUNK);
        int rows = (int) FitsFiles.bounded(hdu.index(), header, "NAXIS2", -1, Integer.MAX_VALUE - 8);
        int fields = (int) FitsFiles.bounded(hdu.index(), header, "TFIELDS", -1, FitsFiles.MOST_AXES);
        List<Field> read = new ArrayList<>();
        long at = 0;
        for (int n = 1; n <= fields; n++) {
            Field field = Field.of(hdu, n, (int) at, rows);
            at += field.bytes();
            read.add(field);
            if (at > width) {
                throw new IOException(
                        "header: HDU %d: columns of more than the %d bytes of a row".formatted(hdu.index(), width));
            }
        }
        int atOnce = (int) Math.max(1, CHUNK / Math.max(1, width));
        for (int row = 0; row < rows; row += atOnce) {
            int count = Math.min(atOnce, rows - row);
            ByteBuffer bytes = hdu.source().read(hdu.offset() + row * width, (int) (count * width));
            for (int i = 0; i < count; i++) {
                for (Field field : read) {
                    field.take(bytes, (int) (i * width), row + i);
                }
            }
        }
        List<Column> columns = new ArrayList<>();
        for (Field field : read) {
            columns.add(field.column());
        }
        return new FitsTable(hdu.label(), header, rows, columns);
    }

    /// A column while it is read.
    private record Field(
            String name,
            String unit,
            String form,
            char type,
            int repeat,
            int at,
            double scale,
            String zero,
            Long missing,
            Object values) {
        static Field of(ImageHdu hdu, int n, int at, int rows) throws IOException {
            Cards header = hdu.header();
            String form = text(header, "TFORM" + n);
            Matcher matcher = FORM.matcher(form);
            if (!matcher.matches()) {
                throw new IOException("header: HDU %d: TFORM%d = '%s'".formatted(hdu.index(), n, form));
            }
            int repeat = matcher.group(1).isEmpty() ? 1 : Integer.parseInt(matcher.group(1));
            char type = matcher.group(2).charAt(0);
            double scale = header.number("TSCAL" + n, 1);
            String zero = header.has("TZERO" + n) ? header.text("TZERO" + n).replaceFirst("\\.0*$", "") : "0";
            Long missing = header.has("TNULL" + n) ? header.integer("TNULL" + n, 0) : null;
            boolean isWhole = "BIJK".indexOf(type) >= 0 && scale == 1 && zero.matches("-?\\d+") && missing == null;
            Object values = type == 'A'
                    ? new String[rows]
                    : repeat != 1 || "BIJKED".indexOf(type) < 0 ? null : isWhole ? new long[rows] : new double[rows];
            String name = text(header, "TTYPE" + n);
            return new Field(name, text(header, "TUNIT" + n), form, type, repeat, at, scale, zero, missing, values);
        }

        private static String text(Cards header, String key) {
            return header.has(key) ? header.text(key).strip() : "";
        }

        long bytes() {
            return switch (type) {
                case 'X' -> Math.ceilDiv(repeat, 8);
                case 'I' -> 2L * repeat;
                case 'J', 'E' -> 4L * repeat;
                case 'K', 'D', 'C', 'P' -> 8L * repeat;
                case 'M', 'Q' -> 16L * repeat;
                default -> repeat;
            };
        }

        void take(ByteBuffer bytes, int start, int row) throws IOException {
            int place = start + at;
            switch (values) {
                case null -> {}
                case String[] texts -> texts[row] = text(bytes, place);
                case long[] whole -> whole[row] = whole(bytes, place);
                case double[] numbers -> numbers[row] = number(bytes, place);
                default -> throw new IllegalStateException(form);
            }
        }

        private String text(ByteBuffer bytes, int place) {
            byte[] letters = new byte[repeat];
            bytes.get(place, letters);
            int end = 0;
            while (end < repeat && letters[end] != 0) {
                end++;
            }
            return new String(letters, 0, end, StandardCharsets.UTF_8).stripTrailing();
        }

        private long raw(ByteBuffer bytes, int place) {
            return switch (type) {
                case 'B' -> bytes.get(place) & 0xFF;
                case 'I' -> bytes.getShort(place);
                case 'J' -> bytes.getInt(place);
                default -> bytes.getLong(place);
            };
        }

        private long whole(ByteBuffer bytes, int place) throws IOException {
            long raw = raw(bytes, place);
            try {
                return zero.equals(UNSIGNED) && raw < 0
                        ? raw ^ Long.MIN_VALUE
                        : Math.addExact(raw, Long.parseLong(zero));
            } catch (ArithmeticException | NumberFormatException e) {
                throw new IOException("column %s: a whole number of more than 63 bits".formatted(name), e);
            }
        }

        private double number(ByteBuffer bytes, int place) {
            if (type == 'E' || type == 'D') {
                double value = type == 'E' ? bytes.getFloat(place) : bytes.getDouble(place);
                return scale == 1 && zero.equals("0") ? value : value * scale + Cards.number(zero);
            }
            long raw = raw(bytes, place);
            return missing != null && raw == missing ? Double.NaN : raw * scale + Cards.number(zero);
        }

        Column column() {
            return switch (values) {
                case String[] texts -> new Texts(name, unit, texts);
                case long[] whole -> new Integers(name, unit, whole);
                case double[] numbers -> new Numbers(name, unit, numbers);
                case null, default -> new Unread(name, unit, form);
            };
        }
    }
}
