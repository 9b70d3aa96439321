package hyades.fits;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Which pixels of images are missing by what other planes say of them.
///
/// @param wanted the plane's HDU; null for the one that belongs to an image
/// @param file   that the plane is in; null for the image's own
/// @param bits   of the plane that are bad; null for all pixels that are not 0
public record Masking(HduChoice.Wanted wanted, Path file, BadBits bits) {
    /// Only those that are NaN or BLANK.
    public static final Masking NONE = new Masking(null, null, null);

    public boolean isNone() {
        return wanted == null && file == null && bits == null;
    }

    /// Images without the pixels that are bad.
    ///
    /// @param hdus   all of the images' file
    /// @param others all of the mask's file, if it is another
    List<ImageHdu> of(List<ImageHdu> images, List<ImageHdu> hdus, List<ImageHdu> others) throws IOException {
        if (isNone()) {
            return images;
        }
        List<ImageHdu> there = file == null ? hdus : others;
        List<ImageHdu> used = new ArrayList<>();
        List<ImageHdu> masked = new ArrayList<>();
        for (ImageHdu image : images) {
            ImageHdu plane = plane(image, there);
            if (file == null && wanted == null && used.contains(plane)) {
                throw refused(image, "HDU %s is the mask of another image".formatted(plane.label()));
            }
            used.add(plane);
            masked.add(image.masked(mask(image, plane, there, hdus)));
        }
        return masked;
    }

    private PixelMask mask(ImageHdu image, ImageHdu plane, List<ImageHdu> there, List<ImageHdu> hdus)
            throws IOException {
        if (plane.width() != image.width()
                || plane.height() != image.height()
                || plane.planes() != 1 && plane.planes() != image.planes()) {
            throw new IOException("HDU %s: %s, its mask, HDU %s, %s"
                    .formatted(image.label(), size(image), plane.label(), size(plane)));
        }
        Cards header =
                FitsFiles.inherited(plane, there).inheriting(hdus.getFirst().header());
        Long flags = bits == null ? null : (Long) bits.of(header);
        // ESO, VLT-SPE-ESO-19000-5667: ones are good there
        boolean isOneGood = "MASKONE".equalsIgnoreCase(plane.header().text("HDUCLAS3"));
        if (isOneGood && bits != null) {
            throw refused(
                    image,
                    "HDU %s is a mask of ones and zeros (HDUCLAS3 = MASKONE), without bits".formatted(plane.label()));
        }
        String where = file == null ? "" : file + " ";
        return new PixelMask(
                plane, flags, isOneGood, where + "HDU " + plane.label() + (bits == null ? "" : ", bits " + bits));
    }

    private static String size(ImageHdu hdu) {
        String planes = hdu.planes() == 1 ? "" : " x " + hdu.planes();
        return "%d x %d%s pixels".formatted(hdu.width(), hdu.height(), planes);
    }

    private ImageHdu plane(ImageHdu image, List<ImageHdu> there) throws IOException {
        List<ImageHdu> images = there.stream().filter(ImageHdu::isImage).toList();
        List<ImageHdu> found;
        if (wanted != null) {
            found = images.stream().filter(wanted::is).toList();
            boolean isOfSeveral = file == null && PlaneRole.science(there).size() > 1;
            boolean isForAll = found.size() == 1 && !found.getFirst().header().has("EXTVER");
            if (found.size() > 1 || isOfSeveral && !isForAll && wanted.index() < 0 && wanted.version() < 0) {
                found = found.stream()
                        .filter(hdu -> hdu.version() == image.version())
                        .toList();
            }
        } else if (file != null) {
            found = images.size() == 1
                    ? images
                    : images.stream().filter(hdu -> isSame(hdu, image)).toList();
        } else {
            String said = image.header().text("QUALDATA"); // ESO's name of the plane
            found = said == null
                    ? PlaneRole.beside(image, PlaneRole.QUALITY, there)
                    : images.stream()
                            .filter(new HduChoice.Wanted(-1, said, -1)::is)
                            .toList();
        }
        if (found.size() != 1) {
            String what = wanted == null ? "of its mask" : "of its mask " + wanted;
            throw refused(
                    image, "%s there are %d among HDUs %s".formatted(what, found.size(), HduChoice.listed(there)));
        }
        return found.getFirst();
    }

    private static boolean isSame(ImageHdu hdu, ImageHdu image) {
        return image.name() == null
                ? hdu.name() == null && hdu.index() == image.index()
                : image.name().equalsIgnoreCase(hdu.name()) && hdu.version() == image.version();
    }

    private static IOException refused(ImageHdu image, String why) {
        return new IOException("HDU %s: %s; --mask says which".formatted(image.label(), why));
    }

    @Override
    public String toString() {
        return "mask %s of %s, bits %s".formatted(wanted, file, bits);
    }
}
