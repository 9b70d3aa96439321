package hyades.images;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What [ImageBatch] made of a file.
public sealed interface Filtered {
    /// Images, plane by plane.
    ///
    /// @param doubts what is wrong with the file though it could be read, in one line each
    record Planes(List<Plane> planes, List<String> doubts) implements Filtered {}

    /// Nothing: it was made before, of the same input and with the same parameters.
    record Skipped() implements Filtered {}

    /// One plane of a file's images.
    ///
    /// @param hdu    of the image, from 0
    /// @param plane  of the image, from 0
    /// @param bitpix of the input
    /// @param pixels what they are like now
    /// @param seconds what it took [s]
    record Plane(int hdu, int plane, int width, int height, int bitpix, PixelSummary pixels, double seconds) {}

    /// Writes it, to be sent.
    default void write(DataOutputStream out) throws IOException {
        switch (this) {
            case Skipped() -> out.writeInt(-1);
            case Planes(List<Plane> planes, List<String> doubts) -> {
                out.writeInt(planes.size());
                for (Plane plane : planes) {
                    out.writeInt(plane.hdu);
                    out.writeInt(plane.plane);
                    out.writeInt(plane.width);
                    out.writeInt(plane.height);
                    out.writeInt(plane.bitpix);
                    plane.pixels.write(out);
                    out.writeDouble(plane.seconds);
                }
                out.writeInt(doubts.size());
                for (String doubt : doubts) {
                    out.writeUTF(doubt);
                }
            }
        }
    }

    /// Reads what [#write] wrote.
    static Filtered read(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0) {
            return new Skipped();
        }
        List<Plane> planes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            planes.add(new Plane(
                    in.readInt(),
                    in.readInt(),
                    in.readInt(),
                    in.readInt(),
                    in.readInt(),
                    PixelSummary.read(in),
                    in.readDouble()));
        }
        List<String> doubts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            doubts.add(in.readUTF());
        }
        return new Planes(planes, doubts);
    }
}
