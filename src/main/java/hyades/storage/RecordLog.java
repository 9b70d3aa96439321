package hyades.storage;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// A file of records that grows while a run goes on. Each has its length and its own checksum (CRC-32C) before it, so
/// that whatever ends the process or the machine costs no record that was synced: what is damaged or half written at
/// the end is none, and is cut off by who goes on.
///
/// Records that are flushed survive the process, those that are synced the machine too. Not to be used by two threads
/// at a time, nor by one that may be interrupted, which would close the file.
public final class RecordLog implements AutoCloseable {
    private static final byte[] MAGIC = "hyades records 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PREFIX = 2 * Integer.BYTES;
    private static final int BUFFER = 1 << 16;

    /// Sees the records that are there.
    public interface Reader {
        /// @param position by which it is found again, as [#read] takes it
        /// @param record from where it is read; not kept
        void read(long position, DataInputStream record) throws IOException;
    }

    private Path file;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final CRC32C checksum = new CRC32C();
    private final long damaged;
    private long length;
    private boolean isNew;

    private RecordLog(Path file, FileChannel channel, long length, long damaged, boolean isNew) {
        this.file = file;
        this.channel = channel;
        this.length = length;
        this.damaged = damaged;
        this.isNew = isNew;
    }

    /// Begins a file, or goes on with one that is there, after its last whole record.
    ///
    /// @param reader is given the records that are there, in their order
    /// @throws IOException in one line: if the file is no such file, or is being written by another process
    public static RecordLog open(Path file, Reader reader) throws IOException {
        boolean isNew = Files.notExists(file);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(channel, file);
            long found = channel.size();
            long whole = found == 0 ? 0 : read(channel, file, reader);
            channel.truncate(whole).position(whole);
            RecordLog log = new RecordLog(file, channel, whole, found - whole, isNew);
            if (whole == 0) {
                log.put(MAGIC, MAGIC.length);
            }
            return log;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// File systems without locks do without.
    private static void lock(FileChannel channel, Path file) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        } catch (IOException e) {
            return;
        }
        if (lock == null) {
            throw new IOException("%s: is being written by another run".formatted(file));
        }
    }

    /// Through the channel that holds the lock: a process that closes another one of the same file has no lock on
    /// it any more, as POSIX wants it.
    ///
    /// @return bytes up to the end of the last whole record
    private static long read(FileChannel channel, Path file, Reader reader) throws IOException {
        InputStream bytes = new BufferedInputStream(Channels.newInputStream(channel), BUFFER);
        DataInputStream in = new DataInputStream(bytes); // stays open, as the channel does
        byte[] magic = in.readNBytes(MAGIC.length);
        if (magic.length < MAGIC.length && Arrays.equals(magic, Arrays.copyOf(MAGIC, magic.length))) {
            return 0;
        }
        if (!Arrays.equals(magic, MAGIC)) {
            throw new IOException("%s: is no file of records".formatted(file));
        }
        long whole = MAGIC.length;
        for (byte[] record = next(in); record != null; record = next(in)) {
            reader.read(whole, new DataInputStream(new ByteArrayInputStream(record)));
            whole += PREFIX + record.length;
        }
        return whole;
    }

    /// Takes the place of another file, without letting go of its own.
    public void takePlaceOf(Path other) throws IOException {
        sync();
        WholeFile.rename(file, other);
        file = other;
    }

    /// @return null where no whole record follows
    private static byte[] next(DataInputStream in) throws IOException {
        try {
            int length = in.readInt();
            int expected = in.readInt();
            if (length < 0) {
                return null;
            }
            byte[] record = in.readNBytes(length);
            CRC32C found = new CRC32C();
            return record.length == length && sum(found, record, length) == expected ? record : null;
        } catch (EOFException e) {
            return null;
        }
    }

    /// Of the length too: a place of zeros is no record.
    private static int sum(CRC32C checksum, byte[] record, int length) {
        checksum.reset();
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            checksum.update(length >> shift);
        }
        checksum.update(record, 0, length);
        return (int) checksum.getValue();
    }

    /// Bytes at the end of what was there that were no whole record, and are cut off.
    public long damaged() {
        return damaged;
    }

    /// Bytes, with what is not written yet.
    public long length() {
        return length;
    }

    /// Adds a record.
    ///
    /// @param length of it; what `record` holds behind it is none of it
    /// @return by which it is found again, as [#read] takes it
    public long append(byte[] record, int length) throws IOException {
        long position = this.length;
        int sum = sum(checksum, record, length);
        room(PREFIX).putInt(length).putInt(sum);
        this.length += PREFIX;
        put(record, length);
        return position;
    }

    /// Reads a record again that is flushed; others may be added meanwhile.
    ///
    /// @throws IOException in one line if the file is not what it was
    public DataInputStream read(long position) throws IOException {
        ByteBuffer prefix = bytes(position, PREFIX);
        int size = prefix.getInt();
        int expected = prefix.getInt();
        if (size >= 0 && size <= channel.size() - position - PREFIX) {
            byte[] record = bytes(position + PREFIX, size).array();
            if (sum(new CRC32C(), record, size) == expected) {
                return new DataInputStream(new ByteArrayInputStream(record));
            }
        }
        throw damaged(position);
    }

    private ByteBuffer bytes(long position, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw damaged(position);
            }
        }
        return bytes.flip();
    }

    private IOException damaged(long position) {
        return new IOException(
                "%s: somebody has changed it: expected the record that was at byte %d".formatted(file, position));
    }

    private void put(byte[] bytes, int count) throws IOException {
        for (int done = 0; done < count; ) {
            ByteBuffer room = room(1);
            int part = Math.min(count - done, room.remaining());
            room.put(bytes, done, part);
            done += part;
        }
        length += count;
    }

    private ByteBuffer room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    /// Hands what is added so far to the system: it survives this process.
    public void flush() throws IOException {
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw NamedStream.named(file, e);
        } finally {
            buffer.compact();
        }
    }

    /// Sees to it that what is added so far survives the machine, the file's name too.
    public void sync() throws IOException {
        flush();
        force();
    }

    /// The same of what is flushed; another thread may add records meanwhile.
    public void force() throws IOException {
        NamedStream.force(channel, file);
        if (isNew) {
            WholeFile.syncFolder(file.toAbsolutePath().getParent());
            isNew = false;
        }
    }

    /// Syncs and ends the file.
    @Override
    public void close() throws IOException {
        try (channel) {
            sync();
        }
    }
}
