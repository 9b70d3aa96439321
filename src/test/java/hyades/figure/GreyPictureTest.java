package hyades.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class GreyPictureTest {
    /// The first row is below; the least is black, the greatest white, what is missing black.
    @Test
    void theFirstRowIsBelow() throws IOException {
        double[] pixels = {2, 4, Double.NaN, 3, 2, 2};
        byte[] png = GreyPicture.png(3, 2, pixels, Stretch.LINEAR);
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        int[] below = picture.getRaster().getSamples(0, 1, 3, 1, 0, (int[]) null);
        int[] above = picture.getRaster().getSamples(0, 0, 3, 1, 0, (int[]) null);
        assertEquals("0 255 0", below[0] + " " + below[1] + " " + below[2]);
        assertEquals("128 0 0", above[0] + " " + above[1] + " " + above[2]);
    }

    @Test
    void nothingButMissingPixelsIsBlack() throws IOException {
        byte[] png = GreyPicture.png(1, 1, new double[] {Double.NaN}, Stretch.ZSCALE);
        assertEquals(0, ImageIO.read(new ByteArrayInputStream(png)).getRaster().getSample(0, 0, 0));
    }
}
