package hyades.fits;

import hyades.storage.FileFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The file of planes that say which pixels of other files' images are missing ([Masking#file]), open.
public final class MaskFile implements AutoCloseable {
    private final ByteSource source;
    private final List<ImageHdu> hdus;
    private final List<String> doubts;

    private MaskFile(ByteSource source, List<ImageHdu> hdus, List<String> doubts) {
        this.source = source;
        this.hdus = hdus;
        this.doubts = doubts;
    }

    /// @param isSummed whether all data are read for the checksums that they carry, if any
    /// @param unwanted as [ByteSource#open] has it
    /// @return null where the selection names none
    /// @throws IOException in one line, with the file, if it is bad, or doubtful and the selection strict
    static MaskFile open(Selection selection, boolean isSummed, BooleanSupplier unwanted) throws IOException {
        Path file = selection.masking().file();
        if (file == null) {
            return null;
        }
        ByteSource source = null;
        try {
            source = ByteSource.open(file, unwanted);
            List<ImageHdu> hdus = FitsFiles.read(source, isSummed);
            List<String> doubts = FitsFiles.doubts(hdus);
            if (selection.hdus().isStrict() && !doubts.isEmpty()) {
                throw new IOException(doubts.getFirst());
            }
            return new MaskFile(
                    source,
                    hdus,
                    doubts.stream().map(doubt -> said(file, doubt)).toList());
        } catch (IOException e) {
            if (source != null) {
                source.close();
            }
            throw new IOException(said(file, FileFault.reason(e)), e);
        }
    }

    /// The same for the images of many files: what was decompressed into memory is put into files
    /// without a name, once, and what is doubtful is said by [#doubts] alone.
    ///
    /// @param scratch folder of these files
    public static MaskFile ofMany(Selection selection, boolean isSummed, Path scratch) throws IOException {
        MaskFile read = open(selection, isSummed, () -> false);
        if (read == null) {
            return null;
        }
        List<ImageHdu> there = new ArrayList<>();
        MaskFile shared = new MaskFile(read.source, there, read.doubts);
        try {
            for (ImageHdu hdu : read.hdus) {
                there.add((hdu.isImage() ? hdu.onDisk(scratch) : hdu).with(List.of()));
            }
            return shared;
        } catch (IOException | RuntimeException e) {
            shared.close();
            throw e;
        }
    }

    private static String said(Path file, String fault) {
        return "mask %s: %s".formatted(file, fault);
    }

    List<ImageHdu> hdus() {
        return hdus;
    }

    ByteSource source() {
        return source;
    }

    /// What is wrong with it though it can be read, in one line each, with the file.
    public List<String> doubts() {
        return doubts;
    }

    @Override
    public void close() throws IOException {
        source.close();
        for (ImageHdu hdu : hdus) {
            hdu.close();
        }
    }
}
