package hyades.nbody;

import hyades.storage.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Files of HDF5 that hold groups, attributes, and arrays of numbers in one piece each, by the HDF5 File Format
/// Specification 3.0: a superblock of version 2, object headers of version 2, links in their groups. The same
/// bytes for the same content, little-endian.
final class Hdf5File {
    private static final long UNDEFINED = -1;
    private static final int SUPERBLOCK = 48;

    /// Messages of object headers, section IV.A.2.
    private static final int DATASPACE = 0x01;

    private static final int LINK_INFO = 0x02;
    private static final int DATATYPE = 0x03;
    private static final int FILL_VALUE = 0x05;
    private static final int LINK = 0x06;
    private static final int LAYOUT = 0x08;
    private static final int GROUP_INFO = 0x0A;
    private static final int ATTRIBUTE = 0x0C;

    private static final int CHUNK = 1 << 16;

    /// What a group holds.
    sealed interface Node {}

    /// A group.
    ///
    /// @param attributes arrays of [double] and [int], or one [Double] or [Integer] each; in the order of the map
    /// @param children by their names, in the order of the map
    record Group(Map<String, Object> attributes, Map<String, Node> children) implements Node {}

    /// An array of doubles.
    ///
    /// @param columns shape (k, n), written as (n, k), or as (n) for k = 1; not modified
    record Doubles(double[][] columns) implements Node {}

    /// An array of whole numbers.
    ///
    /// @param values shape (n)
    record Longs(long[] values) implements Node {}

    /// An object header, and where it is.
    private record Header(Node node, long address, int size) {}

    private final List<Header> headers = new ArrayList<>();
    private final Map<Node, Long> addresses = new IdentityHashMap<>();
    private final Map<Node, Long> places = new IdentityHashMap<>();
    private long end = SUPERBLOCK;

    private Hdf5File(Group root) {
        lay(root);
        for (Header header : headers) {
            if (!(header.node instanceof Group)) {
                end = Math.ceilDiv(end, Long.BYTES) * Long.BYTES;
                places.put(header.node, end);
                end += bytes(header.node);
            }
        }
    }

    /// Writes a file, whole or not at all.
    ///
    /// @param root its first group
    static void write(Path file, Group root) throws IOException {
        Hdf5File laid = new Hdf5File(root);
        WholeFile.write(file, laid::write);
    }

    private void lay(Node node) {
        int size = header(node).remaining(); // the same, whatever the addresses in it
        headers.add(new Header(node, end, size));
        addresses.put(node, end);
        end += size;
        if (node instanceof Group group) {
            group.children.values().forEach(this::lay);
        }
    }

    private static long bytes(Node node) {
        return switch (node) {
            case Group _ -> 0;
            case Doubles doubles -> (long) Double.BYTES * doubles.columns.length * doubles.columns[0].length;
            case Longs longs -> (long) Long.BYTES * longs.values.length;
        };
    }

    private void write(OutputStream out) throws IOException {
        out.write(superblock());
        long at = SUPERBLOCK;
        for (Header header : headers) {
            out.write(header(header.node).array(), 0, header.size);
            at += header.size;
        }
        for (Header header : headers) {
            if (!(header.node instanceof Group)) {
                long place = places.get(header.node);
                out.write(new byte[(int) (place - at)]);
                writeData(out, header.node);
                at = place + bytes(header.node);
            }
        }
    }

    private static void writeData(OutputStream out, Node node) throws IOException {
        ByteBuffer some = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        switch (node) {
            case Group _ -> {}
            case Doubles doubles -> {
                for (int i = 0; i < doubles.columns[0].length; i++) {
                    for (double[] column : doubles.columns) {
                        some.putDouble(column[i]);
                        drain(some, out, Double.BYTES);
                    }
                }
            }
            case Longs longs -> {
                for (long value : longs.values) {
                    some.putLong(value);
                    drain(some, out, Long.BYTES);
                }
            }
        }
        drain(some, out, CHUNK);
    }

    private static void drain(ByteBuffer some, OutputStream out, int room) throws IOException {
        if (some.remaining() < room) {
            out.write(some.array(), 0, some.position());
            some.clear();
        }
    }

    private byte[] superblock() {
        ByteBuffer block = ByteBuffer.allocate(SUPERBLOCK).order(ByteOrder.LITTLE_ENDIAN);
        block.put(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'});
        block.put(new byte[] {2, Long.BYTES, Long.BYTES, 0}); // version, sizes of offsets and lengths, flags
        block.putLong(0).putLong(UNDEFINED).putLong(end).putLong(SUPERBLOCK);
        return block.putInt(checksum(block.array(), block.position())).array();
    }

    /// The object header of a node, from its first byte to the last of its checksum.
    private ByteBuffer header(Node node) {
        ByteBuffer messages = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        switch (node) {
            case Group group -> {
                put(
                        messages,
                        LINK_INFO,
                        buffer(18).putShort((short) 0).putLong(UNDEFINED).putLong(UNDEFINED));
                put(messages, GROUP_INFO, buffer(2).putShort((short) 0));
                group.attributes.forEach((name, value) -> put(messages, ATTRIBUTE, attribute(name, value)));
                group.children.forEach((name, child) -> put(messages, LINK, link(name, child)));
            }
            case Doubles doubles -> {
                int count = doubles.columns[0].length;
                int columns = doubles.columns.length;
                put(messages, DATASPACE, columns == 1 ? dataspace(count) : dataspace(count, columns));
                putArray(messages, float64(), node);
            }
            case Longs longs -> {
                put(messages, DATASPACE, dataspace(longs.values.length));
                putArray(messages, integer(Long.BYTES), node);
            }
        }
        int size = messages.position();
        ByteBuffer header = buffer(10 + size + 4);
        header.put(new byte[] {'O', 'H', 'D', 'R', 2, 2}); // version; flags: the next number has four bytes
        header.putInt(size).put(messages.flip());
        return header.putInt(checksum(header.array(), header.position())).flip();
    }

    private void putArray(ByteBuffer messages, ByteBuffer type, Node node) {
        put(messages, DATATYPE, type);
        put(messages, FILL_VALUE, buffer(2).put((byte) 3).put((byte) 0x0A)); // none; room is made late
        ByteBuffer layout = buffer(18).put((byte) 3).put((byte) 1); // version; in one piece
        put(messages, LAYOUT, layout.putLong(places.getOrDefault(node, 0L)).putLong(bytes(node)));
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// @param message filled to its end
    private static void put(ByteBuffer messages, int type, ByteBuffer message) {
        messages.put((byte) type).putShort((short) message.capacity()).put((byte) 0);
        messages.put(message.array());
    }

    private ByteBuffer link(String name, Node child) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer link = buffer(3 + text.length + Long.BYTES);
        link.put((byte) 1).put((byte) 0).put((byte) text.length).put(text); // a hard link
        return link.putLong(addresses.getOrDefault(child, 0L));
    }

    /// @param lengths none for one number
    private static ByteBuffer dataspace(long... lengths) {
        ByteBuffer space = buffer(4 + Long.BYTES * lengths.length);
        space.put((byte) 2).put((byte) lengths.length).put((byte) 0).put((byte) (lengths.length == 0 ? 0 : 1));
        for (long length : lengths) {
            space.putLong(length);
        }
        return space;
    }

    /// Of IEEE 754, little-endian: where its sign, exponent and mantissa are, and the bias.
    private static ByteBuffer float64() {
        ByteBuffer type = buffer(20).put(new byte[] {0x11, 0x20, 63, 0}).putInt(Double.BYTES);
        type.putShort((short) 0).putShort((short) Double.SIZE);
        return type.put(new byte[] {52, 11, 0, 52}).putInt(1023);
    }

    /// With a sign, little-endian.
    private static ByteBuffer integer(int bytes) {
        ByteBuffer type = buffer(12).put(new byte[] {0x10, 0x08, 0, 0}).putInt(bytes);
        return type.putShort((short) 0).putShort((short) (Byte.SIZE * bytes));
    }

    private static ByteBuffer attribute(String name, Object value) {
        ByteBuffer type = value instanceof int[] || value instanceof Integer ? integer(Integer.BYTES) : float64();
        ByteBuffer space = switch (value) {
            case int[] whole -> dataspace(whole.length);
            case double[] numbers -> dataspace(numbers.length);
            default -> dataspace();
        };
        ByteBuffer data = switch (value) {
            case int[] whole -> {
                ByteBuffer all = buffer(Integer.BYTES * whole.length);
                for (int each : whole) {
                    all.putInt(each);
                }
                yield all;
            }
            case double[] numbers -> {
                ByteBuffer all = buffer(Double.BYTES * numbers.length);
                for (double each : numbers) {
                    all.putDouble(each);
                }
                yield all;
            }
            case Integer whole -> buffer(Integer.BYTES).putInt(whole);
            case Double number -> buffer(Double.BYTES).putDouble(number);
            default -> throw new IllegalArgumentException(name + ": " + value);
        };
        byte[] text = (name + "\0").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer attribute = buffer(9 + text.length + type.capacity() + space.capacity() + data.capacity());
        attribute.put((byte) 3).put((byte) 0).putShort((short) text.length); // version, flags
        attribute
                .putShort((short) type.capacity())
                .putShort((short) space.capacity())
                .put((byte) 0);
        return attribute.put(text).put(type.array()).put(space.array()).put(data.array());
    }

    /// Jenkins' hash of bytes (lookup3, 2006), which HDF5 takes for its metadata.
    static int checksum(byte[] bytes, int length) {
        int a = 0xdeadbeef + length;
        int b = a;
        int c = a;
        int at = 0;
        for (; length - at > 12; at += 12) {
            a += word(bytes, at, length);
            b += word(bytes, at + 4, length);
            c += word(bytes, at + 8, length);
            a = (a - c) ^ Integer.rotateLeft(c, 4);
            c += b;
            b = (b - a) ^ Integer.rotateLeft(a, 6);
            a += c;
            c = (c - b) ^ Integer.rotateLeft(b, 8);
            b += a;
            a = (a - c) ^ Integer.rotateLeft(c, 16);
            c += b;
            b = (b - a) ^ Integer.rotateLeft(a, 19);
            a += c;
            c = (c - b) ^ Integer.rotateLeft(b, 4);
            b += a;
        }
        if (at == length) {
            return c;
        }
        a += word(bytes, at, length);
        b += word(bytes, at + 4, length);
        c += word(bytes, at + 8, length);
        c = (c ^ b) - Integer.rotateLeft(b, 14);
        a = (a ^ c) - Integer.rotateLeft(c, 11);
        b = (b ^ a) - Integer.rotateLeft(a, 25);
        c = (c ^ b) - Integer.rotateLeft(b, 16);
        a = (a ^ c) - Integer.rotateLeft(c, 4);
        b = (b ^ a) - Integer.rotateLeft(a, 14);
        return (c ^ b) - Integer.rotateLeft(b, 24);
    }

    /// Four bytes as a number, those beyond the end being 0.
    private static int word(byte[] bytes, int at, int length) {
        int word = 0;
        for (int k = 0; k < Integer.BYTES && at + k < length; k++) {
            word |= (bytes[at + k] & 0xFF) << Byte.SIZE * k;
        }
        return word;
    }
}
