package hyades.fits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A tile-compressed image made whole: FITS 4.0, section 10.1. Each row of a table is a tile, whose pixels stand in the
/// table's heap: compressed as ZCMPTYPE says, or, floats that this could not hold, by gzip or as they are, in a column
/// of their own.
final class CompressedImage {
    private static final Set<String> TABLE_KEYS = Set.of(
            "XTENSION",
            "SIMPLE",
            "EXTEND",
            "BITPIX",
            "NAXIS",
            "PCOUNT",
            "GCOUNT",
            "TFIELDS",
            "THEAP",
            "CHECKSUM",
            "DATASUM");

    private static final Pattern FORM = Pattern.compile("(\\d{0,9})([LXBIJKAEDCMPQ])([BIJKED]?).*");
    private static final String COMPRESSED = "COMPRESSED_DATA";
    private static final List<String> PLACES = List.of(COMPRESSED, "GZIP_COMPRESSED_DATA", "UNCOMPRESSED_DATA");

    /// A column.
    ///
    /// @param offset   in a row
    /// @param form     the letter of its TFORM
    /// @param elements that of what is in the heap, where it is an array there
    private record Column(int offset, char form, char elements) {}

    private final ImageHdu table;
    private final Cards header;
    private final int bitpix;
    private final TileCompression compression;
    private final int[] lengths;
    private final int[] sides;
    private final Map<String, Column> columns = new HashMap<>();
    private final int rowLength;
    private final Quantization.Dither dither;
    private final Long blank;
    private ByteBuffer row;

    private CompressedImage(ImageHdu table) throws IOException {
        this.table = table;
        header = table.header();
        bitpix = PixelFormat.bitpix(header, "ZBITPIX");
        int axes = (int) FitsFiles.bounded(table.index(), header, "ZNAXIS", -1, FitsFiles.MOST_AXES);
        lengths = new int[axes];
        sides = new int[axes];
        readSizes();
        rowLength = Math.toIntExact(header.integer("NAXIS1", 0));
        readColumns();
        compression = TileCompression.of(header).orElseThrow(() -> refused("the kind is unknown here"));
        if (header.has("ZMASKCMP")) {
            throw refused("it has a mask of missing pixels (ZMASKCMP)");
        }
        if (isScaled()) {
            dither = Quantization.Dither.of(header)
                    .orElseThrow(() -> refused("ZQUANTIZ = %s is unknown here".formatted(header.text("ZQUANTIZ"))));
        } else if (bitpix < 0 && !compression.keepsBytes()) {
            throw refused("its floats are neither scaled (ZSCALE, ZZERO) nor stored as they are");
        } else {
            dither = null;
        }
        blank = header.has("BLANK") ? (Long) header.integer("BLANK", 0) : null;
    }

    /// The image that a table stands for.
    ///
    /// @throws IOException in one line, if it is damaged, or of a kind that is not decoded here
    static ImageHdu of(ImageHdu table) throws IOException {
        try {
            return new CompressedImage(table).image();
        } catch (RuntimeException e) { // what damaged sizes and tiles lead to, in the library, too
            throw new IOException("HDU %d: cannot be decompressed: %s".formatted(table.index(), e.getMessage()), e);
        }
    }

    private IOException refused(String why) {
        return new IOException("HDU %d: compressed by %s, and not decoded here: %s; run funpack first"
                .formatted(table.index(), header.text("ZCMPTYPE"), why));
    }

    private IOException damaged(String why) {
        return new IOException("HDU %d: cannot be decompressed: %s".formatted(table.index(), why));
    }

    /// Of the image and its tiles, which have to be as many as there are rows, before room is made for them.
    private void readSizes() throws IOException {
        long tiles = 1;
        for (int i = 0; i < lengths.length; i++) {
            String axis = Integer.toString(i + 1);
            long length = FitsFiles.bounded(table.index(), header, "ZNAXIS" + axis, -1, Integer.MAX_VALUE);
            long side =
                    FitsFiles.bounded(table.index(), header, "ZTILE" + axis, i == 0 ? length : 1, Integer.MAX_VALUE);
            tiles = side == 0 || tiles > Integer.MAX_VALUE ? -1 : tiles * Math.ceilDiv(length, side);
            lengths[i] = (int) length;
            sides[i] = (int) Math.min(side, length);
        }
        if (lengths.length == 0 || tiles != header.integer("NAXIS2", 0)) {
            throw damaged("%s tiles, but the sizes are those of another number".formatted(header.text("NAXIS2")));
        }
    }

    private void readColumns() throws IOException {
        int offset = 0;
        for (int i = 1; i <= header.integer("TFIELDS", 0); i++) {
            String text = String.valueOf(header.text("TFORM" + i));
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw damaged("TFORM%d = %s".formatted(i, text));
            }
            int count = form.group(1).isEmpty() ? 1 : Integer.parseInt(form.group(1));
            char letter = form.group(2).charAt(0);
            columns.put(
                    String.valueOf(header.text("TTYPE" + i)).toUpperCase(Locale.ROOT),
                    new Column(offset, letter, (form.group(3) + " ").charAt(0)));
            offset = Math.addExact(
                    offset, letter == 'X' ? Math.ceilDiv(count, 8) : Math.multiplyExact(count, size(letter)));
        }
        if (offset > rowLength) {
            throw damaged("its columns have %d bytes, NAXIS1 is %d".formatted(offset, rowLength));
        }
    }

    private static int size(char form) {
        return switch (form) {
            case 'I' -> 2;
            case 'J', 'E' -> 4;
            case 'K', 'D', 'C', 'P' -> 8;
            case 'M', 'Q' -> 16;
            default -> 1;
        };
    }

    /// Whether its floats are whole numbers with a scale.
    private boolean isScaled() {
        return bitpix < 0 && !"NONE".equalsIgnoreCase(header.text("ZQUANTIZ")) && has("ZSCALE") && has("ZZERO");
    }

    private boolean has(String name) {
        return columns.containsKey(name) || header.has(name);
    }

    private ImageHdu image() throws IOException {
        long bytes = Math.abs(bitpix) / 8;
        for (int length : lengths) {
            bytes = Math.multiplyExact(bytes, length);
        }
        if (bytes > Integer.MAX_VALUE - Cards.BLOCK) { // what is decompressed is in one piece
            throw refused("its pixels are %d bytes, more than %d".formatted(bytes, Integer.MAX_VALUE - Cards.BLOCK));
        }
        ByteBuffer image = ByteBuffer.allocate(Math.toIntExact(Math.ceilDiv(bytes, Cards.BLOCK) * Cards.BLOCK));
        Long missing = null;
        for (int tile = 0; tile < header.integer("NAXIS2", 0); tile++) {
            row = copy((long) tile * rowLength, rowLength);
            if (bitpix > 0) {
                Long ofTile = missing();
                if (tile > 0 && !Objects.equals(ofTile, missing)
                        || blank != null && ofTile != null && !blank.equals(ofTile)) {
                    throw refused("several numbers stand for missing pixels (ZBLANK)");
                }
                missing = ofTile;
            }
            decode(tile, image);
        }
        Cards cards = imageHeader();
        if (bitpix > 0 && blank == null && missing != null) {
            cards.put("BLANK", Long.toString(missing), "missing pixels (ZBLANK)");
        }
        return FitsFiles.hdu(table.index(), cards, new ByteSource.Memory(image), 0);
    }

    private ByteBuffer copy(long at, int length) throws IOException {
        if (at < 0 || length < 0 || at > table.size() - length) {
            throw new IOException("ends beyond the table");
        }
        return ByteBuffer.allocate(length)
                .put(table.source().read(table.offset() + at, length))
                .flip();
    }

    private void decode(int tile, ByteBuffer image) throws IOException {
        int[] start = new int[lengths.length];
        int[] extent = new int[lengths.length];
        int rest = tile;
        int pixels = 1;
        for (int i = 0; i < lengths.length; i++) {
            int along = Math.ceilDiv(lengths[i], sides[i]);
            start[i] = rest % along * sides[i];
            extent[i] = Math.min(sides[i], lengths[i] - start[i]);
            pixels = Math.multiplyExact(pixels, extent[i]);
            rest /= along;
        }
        try {
            ByteBuffer decoded = decoded(tile, pixels);
            if (decoded.remaining() != pixels * (long) (Math.abs(bitpix) / 8)) {
                throw new IOException("has %d bytes for its %d pixels".formatted(decoded.remaining(), pixels));
            }
            put(decoded, start, extent, image);
        } catch (IOException e) {
            throw damaged("tile %d %s".formatted(tile + 1, e.getMessage()));
        }
    }

    /// The tile's pixels as they are in an image.
    private ByteBuffer decoded(int tile, int pixels) throws IOException {
        String place = null;
        ByteBuffer stored = null;
        for (int i = 0; stored == null; i++) {
            if (i == PLACES.size()) {
                throw new IOException("holds nothing");
            }
            place = PLACES.get(i);
            stored = stored(place);
        }
        TileCompression how = switch (PLACES.indexOf(place)) {
            case 0 -> compression;
            case 1 -> TileCompression.GZIP_1;
            default -> TileCompression.NOCOMPRESS;
        };
        if (bitpix < 0 && (dither == null || !place.equals(COMPRESSED))) {
            return how.bytes(stored, pixels);
        }
        long[] integers = how.integers(stored, pixels, header);
        ByteBuffer decoded = ByteBuffer.allocate(Math.multiplyExact(pixels, Math.abs(bitpix) / 8));
        if (bitpix < 0) {
            Quantization quantization = new Quantization(number("ZSCALE"), number("ZZERO"), missing(), dither);
            PixelFormat.encode(bitpix, quantization.restore(integers, tile), 0, pixels, decoded);
        } else {
            // unsigned ones that PLIO, which knows no sign, was given as they are
            boolean isShifted = how == TileCompression.PLIO_1 && bitpix == 16 && header.number("BZERO", 0) == 32768;
            PixelFormat.encodeIntegers(bitpix, integers, isShifted ? -32768 : 0, decoded);
        }
        return decoded.flip();
    }

    /// What a column has of the tile, in the heap; null where that is nothing.
    private ByteBuffer stored(String name) throws IOException {
        Column column = columns.get(name);
        if (column == null) {
            return null;
        }
        if (column.form != 'P' && column.form != 'Q') {
            throw new IOException("is no array in the heap: %s".formatted(name));
        }
        boolean isLong = column.form == 'Q';
        long count = isLong ? row.getLong(column.offset) : row.getInt(column.offset);
        long at = isLong ? row.getLong(column.offset + 8) : row.getInt(column.offset + 4);
        long heap = header.integer("THEAP", rowLength * header.integer("NAXIS2", 0));
        return count == 0
                ? null
                : copy(Math.addExact(heap, at), Math.toIntExact(Math.multiplyExact(count, size(column.elements))));
    }

    /// A number of the tile: of its own, or of all.
    private double number(String name) throws IOException {
        Column column = columns.get(name);
        if (column == null) {
            return header.number(name, 0);
        }
        return switch (column.form) {
            case 'D' -> row.getDouble(column.offset);
            case 'E' -> row.getFloat(column.offset);
            case 'K' -> row.getLong(column.offset);
            case 'J' -> row.getInt(column.offset);
            case 'I' -> row.getShort(column.offset);
            default -> throw damaged("its column %s holds no numbers".formatted(name));
        };
    }

    /// What stands for a missing pixel in the tile.
    private Long missing() throws IOException {
        return has("ZBLANK") ? (Long) (long) number("ZBLANK") : null;
    }

    private void put(ByteBuffer pixels, int[] start, int[] extent, ByteBuffer image) {
        int size = Math.abs(bitpix) / 8;
        int run = extent[0] * size;
        for (int from = 0, number = 0; from < pixels.limit(); from += run, number++) {
            long to = start[0];
            long stride = lengths[0];
            int rest = number;
            for (int i = 1; i < lengths.length; i++) {
                to += (start[i] + rest % extent[i]) * stride;
                stride *= lengths[i];
                rest /= extent[i];
            }
            image.put((int) (to * size), pixels, from, run);
        }
    }

    private Cards imageHeader() throws IOException {
        Cards cards = header.copy();
        List<String> first = new ArrayList<>(List.of(
                "XTENSION= 'IMAGE   '           / image extension",
                "BITPIX  = %20d".formatted(bitpix),
                "NAXIS   = %20d".formatted(lengths.length)));
        for (int i = 0; i < lengths.length; i++) {
            first.add("%-8s= %20d".formatted("NAXIS" + (i + 1), lengths[i]));
        }
        first.add("PCOUNT  = %20d".formatted(0));
        first.add("GCOUNT  = %20d".formatted(1));
        boolean isNamed = !"COMPRESSED_IMAGE".equals(header.text("EXTNAME"));
        cards.removeIf(key -> TABLE_KEYS.contains(key)
                || key.matches("NAXIS\\d+|T(TYPE|FORM|UNIT|DIM|NULL)\\d+|Z(IMAGE|CMPTYPE|BITPIX|NAXIS\\d*|TILE\\d+"
                        + "|NAME\\d+|VAL\\d+|QUANTIZ|DITHER0|SCALE|ZERO|BLANK|MASKCMP|SIMPLE|TENSION|EXTEND|BLOCKED"
                        + "|PCOUNT|GCOUNT|HECKSUM|DATASUM)")
                || key.equals("EXTNAME") && !isNamed);
        cards.putFirst(first);
        return cards;
    }
}
