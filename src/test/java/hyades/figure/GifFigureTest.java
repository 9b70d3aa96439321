package hyades.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.figure.Figure.Kind;
import hyades.figure.Figure.Layout;
import hyades.figure.Figure.Panel;
import hyades.figure.Figure.Scale;
import hyades.figure.Figure.Series;
import hyades.figure.Figure.Style;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The oracle is Java's reader of GIF.
class GifFigureTest {
    @TempDir
    Path folder;

    /// A dot that moves from left to right.
    private static List<Figure> frames(int count) {
        Scale axis = new Scale("x", "m", Kind.LINEAR, -1, 1);
        return IntStream.range(0, count)
                .mapToObj(i -> new Figure(
                        "film",
                        "",
                        "",
                        Layout.TILES,
                        List.of(new Panel(
                                "t = " + i,
                                axis,
                                axis,
                                List.of(Series.of("dot", 2, Style.DOTS, new double[] {i - 1}, new double[] {0})),
                                ""))))
                .toList();
    }

    private static int vermillion(BufferedImage image, int from, int to) {
        int count = 0;
        for (int x = from; x < to; x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                count += (image.getRGB(x, y) & 0xFFFFFF) == Palette.VERMILLION ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void framesFollowEachOtherForEver() throws IOException {
        Path file = folder.resolve("film.gif");
        GifFigure.write(file, frames(3), 300, 8);
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in);
            assertEquals(3, reader.getNumImages(true));
            int[] leftAndRight = new int[6];
            for (int i = 0; i < 3; i++) {
                BufferedImage image = reader.read(i);
                assertEquals(300, image.getWidth());
                leftAndRight[2 * i] = vermillion(image, 0, 130);
                leftAndRight[2 * i + 1] = vermillion(image, 220, 300);
                IIOMetadataNode root =
                        (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
                IIOMetadataNode control = (IIOMetadataNode)
                        root.getElementsByTagName("GraphicControlExtension").item(0);
                assertEquals("13", control.getAttribute("delayTime")); // 1/8 s is 12.5 hundredths
                IIOMetadataNode loop = (IIOMetadataNode)
                        root.getElementsByTagName("ApplicationExtension").item(0);
                assertEquals("NETSCAPE", loop.getAttribute("applicationID"));
                assertArrayEquals(new byte[] {1, 0, 0}, (byte[]) loop.getUserObject());
            }
            assertTrue(leftAndRight[0] > 0 && leftAndRight[1] == 0, () -> "first " + leftAndRight[0]);
            assertTrue(leftAndRight[4] == 0 && leftAndRight[5] > 0, () -> "last " + leftAndRight[5]);
        } finally {
            reader.dispose();
        }
    }

    @Test
    void theSameFiguresGiveTheSameBytes() throws IOException {
        GifFigure.write(folder.resolve("a.gif"), frames(2), 300, 10);
        GifFigure.write(folder.resolve("b.gif"), frames(2), 300, 10);
        assertArrayEquals(Files.readAllBytes(folder.resolve("a.gif")), Files.readAllBytes(folder.resolve("b.gif")));
    }
}
