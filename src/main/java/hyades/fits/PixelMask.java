package hyades.fits;

import java.io.IOException;
import java.nio.file.Path;

/// A plane that says which pixels of an image are missing. It keeps a buffer, and is used by one thread at a time.
final class PixelMask {
    private final ImageHdu plane;
    private final Long bits;
    private final boolean isOneGood;
    private final String name;
    private double[] values = {};

    /// @param bits that make a pixel bad; null: all that is not 0 does
    /// @param isOneGood instead all that is 0 does
    /// @param name for people
    PixelMask(ImageHdu plane, Long bits, boolean isOneGood, String name) {
        this.plane = plane;
        this.bits = bits;
        this.isOneGood = isOneGood;
        this.name = name;
    }

    ImageHdu plane() {
        return plane;
    }

    /// The same with the plane in a file, where it is in memory.
    PixelMask onDisk(Path folder) throws IOException {
        return new PixelMask(plane.onDisk(folder), bits, isOneGood, name);
    }

    /// That of a part of the image.
    PixelMask cut(Section.Cut part) {
        return new PixelMask(plane.cut(part), bits, isOneGood, name);
    }

    /// Whether each of the pixels of rows is missing, in the order of the rows.
    ///
    /// @param number of the image's plane
    boolean[] missing(int number, int row, int rows) throws IOException {
        int count = rows * plane.width();
        values = values.length < count ? new double[count] : values;
        plane.decode(plane.planes() == 1 ? 0 : number, row, rows, values, 0);
        boolean[] missing = new boolean[count];
        for (int i = 0; i < count; i++) {
            missing[i] = isBad(values[i]);
        }
        return missing;
    }

    /// A missing pixel of the mask tells nothing good.
    private boolean isBad(double value) throws IOException {
        if (value != value) {
            return true;
        }
        if (bits == null) {
            return isOneGood == (value == 0);
        }
        if (value != Math.rint(value)) {
            throw new IOException("HDU %s: a pixel is %s: expected whole numbers, of whose bits some are bad"
                    .formatted(plane.label(), value));
        }
        return ((long) value & bits) != 0;
    }

    @Override
    public String toString() {
        return name;
    }
}
