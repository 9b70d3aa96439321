package hyades.fits;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// A file, open, with the images that a command takes of it.
public final class ImageFile implements AutoCloseable {
    /// The file, and the mask's where nobody else reads that.
    private final List<ByteSource> own;

    private final MaskFile mask;
    private final List<ImageHdu> hdus;
    private final List<ImageHdu> images;
    private final Section section;
    private final int chosen;

    private ImageFile(List<ByteSource> own, boolean isSummed, MaskFile mask, ImageName name, Selection selection)
            throws IOException {
        section = name.section();
        this.own = own;
        this.mask = mask;
        hdus = FitsFiles.read(own.getFirst(), isSummed);
        HduChoice wanted = name.hdu() == null
                ? selection.hdus()
                : new HduChoice(false, List.of(name.hdu()), selection.hdus().isStrict());
        List<ImageHdu> found = wanted.of(hdus);
        chosen = found.size();
        List<ImageHdu> others = mask == null ? List.of() : mask.hdus();
        if (section == null) {
            images = selection.masking().of(found, hdus, others);
        } else {
            List<ImageHdu> first = selection.masking().of(found.subList(0, 1), hdus, others);
            images = List.of(section.of(first.getFirst()));
        }
    }

    /// @param file also a name with an HDU behind it, which counts before the selection's, or with a section, which is
    /// of the first image that is taken ([ImageName])
    /// @throws IOException in one line, if the file is bad or has not what is wanted
    public static ImageFile open(Path file, Selection selection) throws IOException {
        return open(file, selection, () -> false);
    }

    /// The same for a caller who may not want it any more, as [ByteSource#open] has it.
    public static ImageFile open(Path file, Selection selection, BooleanSupplier unwanted) throws IOException {
        ImageName name = ImageName.of(file);
        ByteSource source = ByteSource.open(name.file(), unwanted);
        MaskFile mask = null;
        try {
            mask = MaskFile.open(selection, true, unwanted);
            List<ByteSource> own = mask == null ? List.of(source) : List.of(source, mask.source());
            return new ImageFile(own, true, mask, name, selection);
        } catch (IOException | RuntimeException e) {
            source.close();
            if (mask != null) {
                mask.close();
            }
            throw e;
        }
    }

    /// The same as one of many files.
    ///
    /// @param mask     of all of them, which the caller closes; null where the selection names none
    /// @param isSummed whether all data are read for the checksums that they carry, if any
    public static ImageFile open(Path file, Selection selection, MaskFile mask, boolean isSummed) throws IOException {
        ImageName name = ImageName.of(file);
        ByteSource source = ByteSource.open(name.file());
        try {
            return new ImageFile(List.of(source), isSummed, mask, name, selection);
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /// All of the file.
    public List<ImageHdu> hdus() {
        return hdus;
    }

    /// What is wrong with it, or with the mask's file, though they can be read, in one line each.
    public List<String> doubts() {
        List<String> ofMask = mask == null ? List.of() : mask.doubts();
        return Stream.concat(FitsFiles.doubts(hdus).stream(), ofMask.stream()).toList();
    }

    /// Those that are taken, without the pixels that are not, in the order of the file.
    public List<ImageHdu> images() {
        return images;
    }

    /// An HDU as it belongs beside the images. Where these are a section of one, what says something of
    /// its pixels is cut as it is: its mask, uncertainties and the like, if they have its size, and
    /// what a primary header without data says of where its only image is.
    ///
    /// @param hdu one of the file that is not among the images
    public ImageHdu beside(ImageHdu hdu) throws IOException {
        if (section == null) {
            return hdu;
        }
        ImageHdu image = images.getFirst();
        boolean isMask = image.mask() != null && image.mask().plane().whole() == hdu;
        if (isMask || PlaneRole.isOf(hdu, image, hdus)) {
            return section.of(hdu);
        }
        if (hdu.index() == 0 && !hdu.isImage() && PlaneRole.science(hdus).size() == 1) {
            Cards header = hdu.header().copy();
            header.cut(section.left(), section.below(), image.width(), image.height());
            return hdu.with(header);
        }
        return hdu;
    }

    /// Of a name with a section: that it says of which image, or that there is one only.
    ///
    /// @throws IOException in one line, if not
    public void requireOne() throws IOException {
        if (section != null && chosen > 1) {
            throw new IOException("section %s: there are %d images (HDUs %s): expected one: say which, as in [%d]%s"
                    .formatted(
                            section,
                            chosen,
                            HduChoice.listed(hdus),
                            images.getFirst().index(),
                            section));
        }
    }

    /// Columns of the image that are not in the section of it.
    public int left() {
        return section == null ? 0 : section.left();
    }

    /// Rows of the image that are below the section of it.
    public int below() {
        return section == null ? 0 : section.below();
    }

    /// Closes what some of its images do not need.
    ///
    /// @param kept null among them is none
    public void closeAllBut(ImageHdu... kept) throws IOException {
        for (ByteSource each : own) {
            if (Stream.of(kept).noneMatch(image -> image != null && image.reads(each))) {
                each.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        closeAllBut();
    }
}
