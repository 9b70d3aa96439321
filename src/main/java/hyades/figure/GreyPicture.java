package hyades.figure;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/// Pixels as a picture with nothing around them.
public final class GreyPicture {
    private static final int WHITE = 255;

    private GreyPicture() {}

    /// PNG of pixels, a grey each: what is bright is white, what is missing black.
    ///
    /// @param pixels shape (height, width), the first row below
    public static byte[] png(int width, int height, double[] pixels, Stretch stretch) throws IOException {
        double[] finite = Arrays.stream(pixels).filter(Double::isFinite).toArray();
        double[] limits = finite.length == 0 ? new double[] {0, 1} : stretch.limits(finite);
        double range = limits[1] > limits[0] ? limits[1] - limits[0] : 1;
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double pixel = pixels[(height - 1 - y) * width + x];
                double t = Double.isNaN(pixel) ? 0 : stretch.bend(Math.clamp((pixel - limits[0]) / range, 0, 1));
                picture.getRaster().setSample(x, y, 0, (int) Math.round(WHITE * t));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }
}
