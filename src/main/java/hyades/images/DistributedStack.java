package hyades.images;

import hyades.comm.Communicator;
import hyades.fits.Cards;
import hyades.fits.FitsOutput;
import hyades.fits.ImageCompression;
import hyades.fits.PixelFormat;
import hyades.fits.Selection;
import hyades.partition.BlockPartition;
import hyades.partition.Subrange;
import hyades.trace.Activity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/// One image of many frames: each rank combines its block of the rows, band after band, and rank 0 writes what it
/// gathers.
///
/// The result depends on neither ranks, threads nor memory.
public final class DistributedStack {
    private final Communicator world;
    private final FrameStack frames;

    /// @param frames the same on every rank
    public DistributedStack(Communicator world, FrameStack frames) {
        this.world = world;
        this.frames = frames;
    }

    /// Opens frames, of which each rank checks a block's checksums, and all learn what it found;
    /// collective.
    ///
    /// @param selection of which the first image of each file is taken
    /// @param isWeighted whether pixels have weights, their inverse variances
    /// @param scratch folder for what is decompressed
    /// @throws IOException on all ranks the same, with the first file that is bad, or of another size
    /// than the first, and the reason
    public static FrameStack open(
            Communicator world, List<Path> files, Selection selection, boolean isWeighted, Path scratch)
            throws IOException {
        BlockPartition blocks = new BlockPartition(files.size(), world.size());
        FrameStack frames = null;
        Findings own;
        try {
            frames = new FrameStack(files, selection, isWeighted, scratch, blocks.block(world.rank()));
            own = new Findings(Integer.MAX_VALUE, frames.doubts());
        } catch (FrameStack.Fault fault) {
            own = new Findings(fault.frame(), List.of(fault.getMessage()));
        }
        List<byte[]> all = world.gather(own.bytes(), 0);
        byte[] outcome = all.isEmpty() ? null : Findings.outcome(all, blocks).bytes();
        Findings found = Findings.of(world.broadcast(outcome, 0));
        if (found.fault() == Integer.MAX_VALUE) {
            frames.doubted(found.said());
            return frames;
        }
        if (frames != null) {
            frames.close();
        }
        throw new IOException(found.said().getFirst());
    }

    /// What is wrong with files.
    ///
    /// @param fault number of the first that cannot be used, -1 for their mask; else the largest
    /// @param said  why; else what is doubtful, a line each
    private record Findings(int fault, List<String> said) {
        /// Those of all ranks together, as one rank alone would have made them: it ends with the first file that
        /// is bad, which is known best by the rank that has read all of it.
        static Findings outcome(List<byte[]> all, BlockPartition blocks) throws IOException {
            Findings outcome = new Findings(Integer.MAX_VALUE, List.of());
            List<String> doubts = new ArrayList<>();
            for (int rank = 0; rank < all.size(); rank++) {
                Findings one = of(all.get(rank));
                Subrange own = blocks.block(rank);
                boolean isOwn = one.fault >= own.start() && one.fault < own.end();
                if (one.fault < outcome.fault || one.fault == outcome.fault && isOwn) {
                    outcome = one;
                }
                doubts.addAll(one.said);
            }
            return outcome.fault < Integer.MAX_VALUE ? outcome : new Findings(Integer.MAX_VALUE, doubts);
        }

        static Findings of(byte[] bytes) throws IOException {
            try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
                int fault = in.readInt();
                List<String> said = new ArrayList<>();
                for (int lines = in.readInt(); lines > 0; lines--) {
                    said.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
                }
                return new Findings(fault, said);
            }
        }

        byte[] bytes() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(fault);
            out.writeInt(said.size());
            for (String line : said) {
                byte[] text = line.getBytes(StandardCharsets.UTF_8);
                out.writeInt(text.length);
                out.write(text);
            }
            return bytes.toByteArray();
        }
    }

    /// What a frame is like.
    private interface Level {
        double of(int frame) throws IOException;
    }

    /// The medians of the frames, of which each rank finds a block; collective.
    ///
    /// @return shape (frames)
    public double[] medians() throws IOException {
        return levels(frames::median);
    }

    /// The modes of the frames' sky, of which each rank finds a block; collective.
    ///
    /// @return shape (frames)
    public double[] modes() throws IOException {
        return levels(frames::mode);
    }

    private double[] levels(Level level) throws IOException {
        BlockPartition blocks = new BlockPartition(frames.size(), world.size());
        double[] levels = new double[frames.size()];
        Subrange own = blocks.block(world.rank());
        long start = System.nanoTime();
        for (int frame = own.start(); frame < own.end(); frame++) {
            levels[frame] = level.of(frame);
        }
        world.timeline().ended(Activity.COMPUTE, "levels", start);
        world.allgather(levels, blocks.lengths());
        return levels;
    }

    /// Bytes that a rank needs for the pixels of one row of all frames.
    public long leastMemory() {
        return Stacking.least(frames);
    }

    /// Combines the frames into a file of three images: the values, EXTNAME UNCERT, and USED; collective.
    ///
    /// @param file is written by rank 0, whole or not at all
    /// @param header of the values, without what says how they are stored
    /// @param bitpix of values and uncertainties, -32 or -64; or 16 or 32 of the values alone
    /// @param compression of the file's images; null for none
    /// @throws IOException in one line, also where values are no whole numbers that 16 or 32 bits hold
    /// @param memory bytes that this rank may use for pixels, at least [#leastMemory]
    /// @param progress told on rank 0 how many rows are done
    /// @return on rank 0 how many values of frames were used, elsewhere 0
    public long combine(
            Combination how,
            Path file,
            Cards header,
            int bitpix,
            ImageCompression compression,
            int threads,
            long memory,
            IntConsumer progress)
            throws IOException {
        int ofUncertainty = bitpix < 0 ? bitpix : frames.bitpix();
        int atOnce = Stacking.rows(frames, memory);
        BlockPartition blocks = new BlockPartition(frames.height(), world.size());
        int longest = blocks.block(0).length();
        atOnce = Math.ceilDiv(longest, Math.ceilDiv(longest, atOnce)); // bands of about one size
        try (Stacking stacking = new Stacking(frames, how, bitpix, ofUncertainty, threads, atOnce, world.timeline());
                FitsOutput out = world.rank() == 0 ? new FitsOutput(file, compression) : null) {
            Output output = out == null ? null : new Output(out, header, bitpix, ofUncertainty);
            for (int row = 0; row < longest; row += atOnce) {
                Stacking.Band band = stacking.combine(
                        band(blocks, world.rank(), row, atOnce), band(blocks, world.rank(), row + atOnce, atOnce));
                List<List<byte[]>> all = List.of(
                        world.gather(band.value().array(), 0),
                        world.gather(band.uncertainty().array(), 0),
                        world.gather(band.used().array(), 0));
                if (output != null) {
                    long start = System.nanoTime();
                    for (int rank = 0; rank < world.size(); rank++) {
                        output.write(band(blocks, rank, row, atOnce), rank, all);
                    }
                    world.timeline().ended(Activity.WRITING, "write", start);
                    progress.accept(Math.min(frames.height(), (row + atOnce) * world.size()));
                }
            }
            return output == null ? 0 : output.end();
        }
    }

    /// The rows of a rank from `row` of its block on.
    private static Subrange band(BlockPartition blocks, int rank, int row, int atOnce) {
        Subrange block = blocks.block(rank);
        int start = Math.min(block.end(), block.start() + row);
        return new Subrange(start, Math.min(block.end(), start + atOnce));
    }

    /// The three images in the making.
    private final class Output {
        private final FitsOutput out;
        private final List<FitsOutput.Room> rooms;
        private final int[] bytes;
        private long used;

        Output(FitsOutput out, Cards header, int bitpix, int ofUncertainty) throws IOException {
            this.out = out;
            bytes = new int[] {Math.abs(bitpix) / Byte.SIZE, Math.abs(ofUncertainty) / Byte.SIZE, Integer.BYTES};
            long pixels = (long) frames.width() * frames.height();
            Cards first = header.copy();
            first.putFirst(List.of("EXTEND  =                    T / others follow"));
            first.putFirst(shape("SIMPLE  =                    T / conforms to FITS standard", bitpix));
            if (bitpix > 0) {
                first.put("BLANK", Long.toString(PixelFormat.blank(bitpix)), "missing pixels");
            }
            rooms = List.of(
                    out.room(first, pixels * bytes[0]),
                    out.room(extension("UNCERT", ofUncertainty), pixels * bytes[1]),
                    out.room(extension("USED", Integer.SIZE), pixels * bytes[2]));
        }

        private Cards extension(String name, int bitpix) {
            Cards cards = new Cards();
            cards.putFirst(shape("XTENSION= 'IMAGE   '           / image extension", bitpix));
            cards.put("PCOUNT", "0", "no heap");
            cards.put("GCOUNT", "1", "one group");
            cards.put("EXTNAME", "'%-8s'".formatted(name), "");
            return cards;
        }

        private List<String> shape(String first, int bitpix) {
            return List.of(
                    first,
                    "BITPIX  = %20d / array data type".formatted(bitpix),
                    "NAXIS   =                    2 / number of array dimensions",
                    "NAXIS1  = %20d".formatted(frames.width()),
                    "NAXIS2  = %20d".formatted(frames.height()));
        }

        void write(Subrange rows, int rank, List<List<byte[]>> all) throws IOException {
            for (int image = 0; image < rooms.size(); image++) {
                rooms.get(image)
                        .put(
                                (long) rows.start() * frames.width() * bytes[image],
                                ByteBuffer.wrap(all.get(image).get(rank)));
            }
            IntBuffer numbers = ByteBuffer.wrap(all.getLast().get(rank)).asIntBuffer();
            while (numbers.hasRemaining()) {
                used += numbers.get();
            }
        }

        /// @return how many values were used
        long end() throws IOException {
            for (FitsOutput.Room room : rooms) {
                room.end();
            }
            out.commit();
            return used;
        }
    }
}
