package hyades.images;

import hyades.fits.PixelFormat;
import hyades.partition.Subrange;
import hyades.partition.Workers;
import hyades.trace.Activity;
import hyades.trace.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Combines rows of frames, band after band: while one is computed by several threads the next is read by another.
///
/// Every pixel is computed by itself, so neither bands nor threads show in the results.
public final class Stacking implements AutoCloseable {
    /// Columns sorted at a time, so that they stay in the processor's near caches.
    private static final int CHUNK = 128;

    /// Bytes read of a frame at once, about.
    private static final long READ = 1 << 20;

    private final FrameStack frames;
    private final Combination how;
    private final int bitpix;
    private final int ofUncertainty;
    private final Workers workers;
    private final ColumnSort sort;
    private final Timeline timeline;
    private final FrameStack.Rows[] rooms = new FrameStack.Rows[2];
    private final int most;
    private CompletableFuture<Void> ahead;
    private Subrange aheadRows;
    private int room;

    /// Rows that are combined, as they stand in a file.
    ///
    /// @param value of BITPIX as asked for, and `uncertainty` of its own
    /// @param used the numbers of values, of BITPIX 32
    public record Band(ByteBuffer value, ByteBuffer uncertainty, ByteBuffer used) {}

    /// @param bitpix of the values, 16 or 32 if they are whole numbers that it holds, -32 or -64
    /// @param ofUncertainty BITPIX of the uncertainties, -32 or -64
    /// @param threads that compute, at least 1
    /// @param rows most rows of a band
    public Stacking(
            FrameStack frames,
            Combination how,
            int bitpix,
            int ofUncertainty,
            int threads,
            int rows,
            Timeline timeline) {
        this.frames = frames;
        this.how = how;
        this.bitpix = bitpix;
        this.ofUncertainty = ofUncertainty;
        this.timeline = timeline;
        workers = new Workers(threads, "stack");
        sort = new ColumnSort(frames.size());
        most = rows;
        rooms[0] = frames.room(rows);
        rooms[1] = frames.room(rows);
    }

    /// Most rows of a band that this many bytes hold, with those that are read meanwhile; 0 if not one.
    static int rows(FrameStack frames, long bytes) {
        long key = (frames.isSingle() ? Integer.BYTES : Long.BYTES) + (frames.isWeighted() ? Double.BYTES : 0);
        long row = frames.width() * (2 * frames.size() * key + 2 * Double.BYTES + 2 * 20); // keys, one frame, results
        long reading = frames.size() * Math.min(READ, bytes / 4 / frames.size()) + (1 << 20);
        return Math.clamp((bytes - reading) / row, 0, Math.min(frames.height(), (1 << 28) / frames.width()));
    }

    /// Bytes that a band of one row takes.
    static long least(FrameStack frames) {
        long bytes = 1 << 20;
        while (rows(frames, bytes) == 0) {
            bytes += bytes / 8;
        }
        return bytes;
    }

    /// Combines the rows of a band.
    ///
    /// @param next the rows of the next one, to be read meanwhile; empty for none
    /// @throws IOException in one line, also where BITPIX does not hold a value
    public Band combine(Subrange rows, Subrange next) throws IOException {
        if (rows.length() > most) {
            throw new IllegalArgumentException("%d rows, room for %d".formatted(rows.length(), most));
        }
        long start = System.nanoTime();
        if (rows.length() > 0 && rows.equals(aheadRows)) {
            awaitRows();
        } else if (rows.length() > 0) { // else of a rank whose rows are done
            frames.read(rows, rooms[room]);
        }
        timeline.ended(Activity.READING, "read", start);
        FrameStack.Rows here = rooms[room];
        room = 1 - room;
        aheadRows = next;
        if (next.length() > 0) {
            FrameStack.Rows there = rooms[room];
            ahead = CompletableFuture.runAsync(
                    () -> read(next, there), Thread.ofPlatform().daemon()::start);
        }
        long computed = System.nanoTime();
        int pixels = rows.length() * frames.width();
        Band band = new Band(
                ByteBuffer.allocate(pixels * (Math.abs(bitpix) / Byte.SIZE)),
                ByteBuffer.allocate(pixels * (Math.abs(ofUncertainty) / Byte.SIZE)),
                ByteBuffer.allocate(pixels * Integer.BYTES));
        int chunks = Math.ceilDiv(pixels, CHUNK);
        try {
            workers.share(
                    new Subrange(0, chunks),
                    (_, block) -> new Columns().combine(here, rows.start(), block, pixels, band));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        timeline.ended(Activity.COMPUTE, "combine", computed);
        return band;
    }

    private void read(Subrange rows, FrameStack.Rows to) {
        try {
            frames.read(rows, to);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private void awaitRows() throws IOException {
        try {
            ahead.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw e;
        }
    }

    /// One thread's columns.
    private final class Columns {
        private final int[][] single = new int[frames.isSingle() ? frames.size() : 0][CHUNK];
        private final long[][] whole = new long[frames.isSingle() ? 0 : frames.size()][CHUNK];
        private final double[][] sorted = new double[frames.size()][CHUNK];
        private final double[][] unsorted = new double[frames.isWeighted() ? frames.size() : 0][CHUNK];
        private final double[] room = new double[frames.size()];
        private final double[][] combined = new double[3][CHUNK];

        void combine(FrameStack.Rows rows, int row, Subrange chunks, int pixels, Band band) {
            for (int chunk = chunks.start(); chunk < chunks.end(); chunk++) {
                int first = chunk * CHUNK;
                int length = Math.min(CHUNK, pixels - first);
                sort(rows, first, length);
                if (frames.isWeighted()) {
                    how.combine(sorted, length, room, unsorted, rows.weights(), first, combined);
                } else {
                    how.combine(sorted, length, room, combined);
                }
                requireHeld((long) row * frames.width() + first, combined[0], length);
                put(band.value, bitpix, first, combined[0], length);
                put(band.uncertainty, ofUncertainty, first, combined[1], length);
                put(band.used, Integer.SIZE, first, combined[2], length);
            }
        }

        private void sort(FrameStack.Rows rows, int first, int length) {
            for (int frame = 0; frame < frames.size(); frame++) {
                if (frames.isSingle()) {
                    System.arraycopy(rows.single()[frame], first, single[frame], 0, length);
                } else {
                    System.arraycopy(rows.whole()[frame], first, whole[frame], 0, length);
                }
            }
            for (int frame = 0; frame < unsorted.length; frame++) {
                values(frame, unsorted[frame], length);
            }
            if (frames.isSingle()) {
                sort.sort(single, length);
            } else {
                sort.sort(whole, length);
            }
            for (int place = 0; place < frames.size(); place++) {
                values(place, sorted[place], length);
            }
        }

        private void values(int place, double[] to, int length) {
            if (frames.isSingle()) {
                FrameStack.values(single[place], to, length);
            } else {
                FrameStack.values(whole[place], to, length);
            }
        }
    }

    private void requireHeld(long first, double[] values, int length) {
        try {
            PixelFormat.requireHeld(bitpix, values, length, first, frames.width());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Each thread has its own part of the buffer, so its view has its own position.
    private static void put(ByteBuffer all, int bitpix, int first, double[] values, int length) {
        int bytes = Math.abs(bitpix) / Byte.SIZE;
        PixelFormat.encode(bitpix, values, 0, length, all.duplicate().position(first * bytes));
    }

    @Override
    public void close() {
        workers.close();
        if (ahead != null) {
            ahead.exceptionally(_ -> null).join(); // it reads from files that are closed next
        }
    }
}
