package hyades.figure;

import hyades.storage.WholeFile;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Figures one after the other as an animated GIF (GIF89a) that begins again at its end, as
/// [PngFigure] draws them.
public final class GifFigure {
    /// The tints of a colour on white, from itself on: those of 6 colours and 64 greys make the 256 of
    /// a GIF.
    private static final int TINTS = 32;

    private static final int COLORS = 6;
    private static final int GREYS = 64;

    /// Times are in hundredths of a second, and readers take less than two of them for ten.
    public static final int MOST_FRAMES_PER_SECOND = 50;

    private GifFigure() {}

    /// Draws the frames and writes the file, complete or not at all: the same bytes for the same
    /// figures, as long as Java draws with the same fonts.
    ///
    /// @param frames at least one, all with the same axes, so of one size
    /// @param width of the picture [px]
    /// @param framesPerSecond 1 to [#MOST_FRAMES_PER_SECOND]; delays are rounded to hundredths of a second
    public static void write(Path file, List<Figure> frames, int width, int framesPerSecond) throws IOException {
        PngFigure.requireFonts();
        IndexColorModel palette = palette();
        WholeFile.write(file, out -> write(out, frames, width, (int) Math.round(100.0 / framesPerSecond), palette));
    }

    private static void write(OutputStream out, List<Figure> frames, int width, int delay, IndexColorModel palette)
            throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ImageWriteParam whole = writer.getDefaultWriteParam();
        whole.setProgressiveMode(ImageWriteParam.MODE_DISABLED); // in order, rows are packed tighter
        Map<Integer, Byte> nearest = new HashMap<>();
        try (MemoryCacheImageOutputStream gif = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(gif);
            writer.prepareWriteSequence(null);
            for (Figure frame : frames) {
                BufferedImage image = indexed(drawn(frame, width), palette, nearest);
                IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), whole);
                describe(metadata, delay);
                writer.writeToSequence(new IIOImage(image, null, metadata), whole);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
    }

    private static BufferedImage drawn(Figure figure, int width) {
        Drawing drawing = new Drawing(figure);
        double scale = (double) width / drawing.width();
        int height = (int) Math.round(drawing.height() * scale);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.scale(scale, scale);
        drawing.draw(new GraphicsCanvas(g));
        g.dispose();
        return image;
    }

    /// @param nearest the entry of the palette for each colour that has been met
    private static BufferedImage indexed(BufferedImage image, IndexColorModel palette, Map<Integer, Byte> nearest) {
        int width = image.getWidth();
        BufferedImage indexed = new BufferedImage(width, image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, palette);
        int[] row = new int[width];
        byte[] entries = new byte[width];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                entries[x] = nearest.computeIfAbsent(row[x], color -> nearest(color, palette));
            }
            indexed.getRaster().setDataElements(0, y, width, 1, entries);
        }
        return indexed;
    }

    private static byte nearest(int color, IndexColorModel palette) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int entry = 0; entry < palette.getMapSize(); entry++) {
            int other = palette.getRGB(entry);
            int distance = 0;
            for (int shift = 0; shift <= 16; shift += 8) {
                int difference = (color >> shift & 0xFF) - (other >> shift & 0xFF);
                distance += difference * difference;
            }
            if (distance < least) {
                least = distance;
                best = entry;
            }
        }
        return (byte) best;
    }

    /// All that figures are drawn with, on white, and what lies between: where an edge is smoothed, or
    /// dots overlap.
    private static IndexColorModel palette() {
        int[] colors = new int[GREYS + COLORS * TINTS];
        for (int grey = 0; grey < GREYS; grey++) {
            colors[grey] = Math.round(255f * grey / (GREYS - 1)) * 0x010101;
        }
        for (int color = 0; color < COLORS; color++) {
            int full = Palette.of(color + 1).rgb();
            for (int tint = 0; tint < TINTS; tint++) {
                int mixed = 0;
                for (int shift = 0; shift <= 16; shift += 8) {
                    int part = full >> shift & 0xFF;
                    mixed |= part + (255 - part) * tint / TINTS << shift;
                }
                colors[GREYS + color * TINTS + tint] = mixed;
            }
        }
        return new IndexColorModel(8, colors.length, colors, 0, false, -1, DataBuffer.TYPE_BYTE);
    }

    /// @param delay until the next frame [1/100 s]
    private static void describe(IIOMetadata metadata, int delay) throws IOException {
        String format = metadata.getNativeMetadataFormatName();
        IIOMetadataNode root = new IIOMetadataNode(format);
        IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("delayTime", Integer.toString(delay));
        control.setAttribute("transparentColorIndex", "0");
        root.appendChild(control);
        IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
        loop.setAttribute("applicationID", "NETSCAPE");
        loop.setAttribute("authenticationCode", "2.0");
        loop.setUserObject(new byte[] {1, 0, 0}); // for ever
        IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
        extensions.appendChild(loop);
        root.appendChild(extensions);
        metadata.mergeTree(format, root);
    }
}
