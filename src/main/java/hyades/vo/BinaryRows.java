package hyades.vo;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;

/// Whether the bytes of BINARY or BINARY2 (VOTable 1.4, sections 5.3 and 5.4) are whole rows: those who
/// read them believe each length that is written there, take room for it, and leave out a row that ends
/// too early.
final class BinaryRows {
    /// Bytes of an element; of a bit none.
    private static final Map<String, Integer> SIZES = Map.ofEntries(
            Map.entry("boolean", 1),
            Map.entry("bit", 0),
            Map.entry("unsignedByte", 1),
            Map.entry("short", 2),
            Map.entry("int", 4),
            Map.entry("long", 8),
            Map.entry("char", 1),
            Map.entry("unicodeChar", 2),
            Map.entry("float", 4),
            Map.entry("double", 8),
            Map.entry("floatComplex", 8),
            Map.entry("doubleComplex", 16));

    /// Elements of an array whose size a column says: each of its cells takes room for so many.
    private static final long LONGEST = 1 << 12;

    /// @param count elements of a cell; -1 where each says its own
    private record Field(int size, long count) {}

    private final List<Field> fields = new ArrayList<>();

    /// The next column.
    ///
    /// @param column its attributes
    void add(Attributes column) throws SAXException {
        String type = column.getValue("datatype");
        Integer size = SIZES.get(type == null ? "char" : type);
        if (size == null) {
            throw new SAXException("a column of the unknown datatype " + type);
        }
        String sizes = column.getValue("arraysize") == null
                ? "1"
                : column.getValue("arraysize").strip();
        long count = 1;
        for (String part : sizes.replace("*", "").split("x")) {
            if (!part.isBlank() && !part.matches("\\d{1,9}")) {
                throw new SAXException("a column of the arraysize " + sizes);
            }
            count = Math.min(Integer.MAX_VALUE, count * (part.isBlank() ? 1 : Long.parseLong(part)));
        }
        boolean isText = type == null || type.equals("char") || type.equals("unicodeChar");
        if (count > LONGEST && !isText) {
            throw new SAXException("a column of arrays of %d, expected at most %d".formatted(count, LONGEST));
        }
        fields.add(new Field(size, sizes.endsWith("*") ? -1 : count));
    }

    /// How many there are.
    int columns() {
        return fields.size();
    }

    /// Forgets the columns.
    void clear() {
        fields.clear();
    }

    /// Before a byte is read: of rows that take none, STIL's own thread would read more and more, for ever.
    ///
    /// @throws SAXException in one line, if they do
    void requireBytes(boolean hasFlags) throws SAXException {
        boolean hasBytes = hasFlags || fields.stream().anyMatch(field -> field.count != 0);
        if (fields.isEmpty() || !hasBytes) {
            throw new SAXException("rows without bytes");
        }
    }

    /// @throws SAXException in one line, if these bytes are no whole rows
    void check(byte[] bytes, boolean hasFlags) throws SAXException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        int flags = hasFlags ? (fields.size() + 7) / 8 : 0;
        try {
            while (left.hasRemaining() && !fields.isEmpty()) {
                skip(left, flags);
                for (Field field : fields) {
                    long count = field.count >= 0 ? field.count : left.getInt();
                    skip(left, field.size == 0 ? (count + 7) / 8 : count * field.size);
                }
            }
        } catch (BufferUnderflowException e) {
            throw new SAXException("its bytes end within a row", e);
        }
    }

    private static void skip(ByteBuffer left, long count) throws SAXException {
        if (count < 0 || count > left.remaining()) {
            throw new SAXException("a cell of %d bytes where %d are left".formatted(count, left.remaining()));
        }
        left.position(left.position() + (int) count);
    }
}
