package hyades.fits;

import hyades.storage.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/// A FITS file in the making, which appears with [#commit], as a [WholeFile] does.
public final class FitsOutput implements AutoCloseable {
    private static final int CHUNK = 364 * Cards.BLOCK; // about a megabyte

    private final Path path;
    private final ImageCompression compression;
    private final WholeFile file;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK + Cards.BLOCK);
    private Cards header;
    private long start;
    private long written;
    private long sum;

    public FitsOutput(Path file) throws IOException {
        this(file, null);
    }

    /// A file whose images are compressed once they are all there; what is begun here is one without a name beside it.
    ///
    /// @param compression null for none
    public FitsOutput(Path file, ImageCompression compression) throws IOException {
        path = file;
        this.compression = compression;
        this.file = new WholeFile(file);
        channel = this.file.channel();
    }

    /// Begins an HDU whose pixels follow.
    public void begin(Cards header) throws IOException {
        this.header = header;
        start = channel.position();
        header.remove("CHECKSUM", "DATASUM");
        header.put("DATASUM", "''", "");
        header.put("CHECKSUM", "''", ""); // only so that the header has its size
        channel.position(start + header.size());
        buffer.clear();
        written = 0;
        sum = 0;
    }

    /// Appends pixels to the HDU's data; nothing else is appended to it then.
    ///
    /// @param bitpix 16, 32, -32 or -64
    public void pixels(double[] pixels, int bitpix) throws IOException {
        int bytes = Math.abs(bitpix) / Byte.SIZE;
        for (int i = 0; i < pixels.length; ) {
            int count = Math.min((CHUNK - buffer.position()) / bytes, pixels.length - i);
            PixelFormat.encode(bitpix, pixels, i, count, buffer);
            i += count;
            if (buffer.position() == CHUNK) { // whole words, of which the sum is made
                write(buffer.flip());
                buffer.clear();
            }
        }
    }

    /// Appends bytes to the HDU's data, as they are in the file; nothing else is appended to it then.
    void bytes(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int count = Math.min(CHUNK - buffer.position(), bytes.remaining());
            buffer.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            if (buffer.position() == CHUNK) {
                write(buffer.flip());
                buffer.clear();
            }
        }
    }

    /// Makes room for an HDU whose pixels come in any order; the next one follows it.
    ///
    /// @param size of its data in bytes
    public Room room(Cards header, long size) throws IOException {
        begin(header);
        Room room = new Room(header, start, channel.position());
        long end = room.data + Math.ceilDiv(size, Cards.BLOCK) * Cards.BLOCK;
        channel.position(end - 1);
        writeFully(ByteBuffer.allocate(1)); // what nobody writes reads as 0
        return room;
    }

    /// An HDU some of whose pixels are there.
    public final class Room {
        private final Cards header;
        private final long start;
        private final long data;
        private long sum;

        private Room(Cards header, long start, long data) {
            this.header = header;
            this.start = start;
            this.data = data;
        }

        /// Writes pixels, as they are in the file; each once.
        ///
        /// @param at where they belong, in bytes from the first pixel on, a multiple of four,
        /// as their number is
        public void put(long at, ByteBuffer bytes) throws IOException {
            sum = Cards.sum(bytes.duplicate(), sum);
            channel.position(data + at);
            writeFully(bytes);
        }

        /// Writes the header, with the sums of what is there.
        public void end() throws IOException {
            channel.position(start);
            writeFully(ByteBuffer.wrap(FitsFiles.withChecksums(header, sum)));
        }
    }

    /// Appends an HDU's data as they are.
    public void raw(ImageHdu hdu) throws IOException {
        for (long at = 0; at < hdu.padded(); at += CHUNK) {
            int length = (int) Math.min(CHUNK, hdu.padded() - at);
            ByteBuffer bytes = ByteBuffer.allocate(length);
            bytes.put(hdu.source()
                    .read(hdu.offset() + at, (int) Math.min(length, hdu.source().size() - hdu.offset() - at)));
            write(bytes.rewind());
        }
    }

    /// Fills the last block and writes the header.
    public void end() throws IOException {
        int rest = (int) Math.floorMod(-written - buffer.position(), (long) Cards.BLOCK);
        write(buffer.put(new byte[rest]).flip());
        buffer.clear();
        long end = channel.position();
        channel.position(start);
        writeFully(ByteBuffer.wrap(FitsFiles.withChecksums(header, sum)));
        channel.position(end);
    }

    /// Appends an HDU as it is in its file, compressed or not.
    public void copy(ImageHdu image) throws IOException {
        ImageHdu hdu = image.packed() == null ? image : image.packed();
        writeFully(ByteBuffer.wrap(hdu.header().toBytes()));
        for (long at = 0; at < hdu.size(); at += CHUNK) {
            writeFully(hdu.source().read(hdu.offset() + at, (int) Math.min(CHUNK, hdu.size() - at)));
        }
        writeFully(ByteBuffer.allocate((int) (hdu.padded() - hdu.size())));
    }

    private void write(ByteBuffer bytes) throws IOException {
        written += bytes.remaining();
        sum = Cards.sum(bytes.duplicate(), sum);
        writeFully(bytes);
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw file.failure(e);
        }
    }

    /// Leaves room before the data that follow, for [#skipped].
    void skip(int bytes) throws IOException {
        channel.position(channel.position() + bytes);
    }

    /// Appends data, whole words of four bytes.
    void data(ByteBuffer bytes) throws IOException {
        write(bytes);
    }

    /// Writes what belongs at the beginning of the HDU's data.
    void skipped(ByteBuffer bytes) throws IOException {
        long end = channel.position();
        channel.position(start + header.size());
        write(bytes);
        channel.position(end);
    }

    /// Makes the file appear.
    public void commit() throws IOException {
        if (compression == null) {
            file.commit();
            return;
        }
        try (FitsOutput packed = new FitsOutput(path)) {
            ByteSource source = new ByteSource.Channel(channel, () -> false);
            int index = 0;
            for (long at = 0; at < source.size(); index++) {
                Cards cards = Cards.read(source, at);
                ImageHdu hdu = FitsFiles.hdu(index, cards, source, at + cards.size());
                if (hdu.isImage() && index == 0) {
                    packed.begin(nothing());
                    packed.end();
                }
                if (hdu.isImage()) {
                    new TileTable(hdu, compression).write(packed);
                } else {
                    packed.copy(hdu);
                }
                at = hdu.offset() + hdu.padded();
            }
            packed.commit();
        }
    }

    /// The primary HDU before tables.
    static Cards nothing() {
        Cards cards = new Cards();
        cards.putFirst(List.of(
                "SIMPLE  =                    T / conforms to FITS standard",
                "BITPIX  =                    8 / array data type",
                "NAXIS   =                    0 / no data",
                "EXTEND  =                    T / others follow"));
        return cards;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
