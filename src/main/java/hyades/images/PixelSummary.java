package hyades.images;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// What a plane's pixels are like, the missing ones left out.
///
/// @param missing   how many are NaN
/// @param deviation from the mean
/// @param brightest place of the first of the brightest, counted along the rows; -1 if all are missing
public record PixelSummary(long missing, double least, double mean, double greatest, double deviation, long brightest) {
    void write(DataOutputStream out) throws IOException {
        out.writeLong(missing);
        out.writeDouble(least);
        out.writeDouble(mean);
        out.writeDouble(greatest);
        out.writeDouble(deviation);
        out.writeLong(brightest);
    }

    static PixelSummary read(DataInputStream in) throws IOException {
        return new PixelSummary(
                in.readLong(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readLong());
    }
}
