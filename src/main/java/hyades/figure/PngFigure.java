package hyades.figure;

import hyades.storage.WholeFile;
import java.awt.AWTError;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// A figure as a PNG file, by Java's own graphics. On a machine without fonts, or whose `DISPLAY` does not answer,
/// every method throws an `IOException` that says so; `-Djava.awt.headless=true` makes Java ignore `DISPLAY`.
public final class PngFigure {
    static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, Drawing.FONT);

    /// [m].
    private static final double INCH = 0.0254;

    /// A chunk of text (PNG 1.2, 4.2.3.1) that says who made the picture.
    private static final String MAKER = "tEXtSoftware\0Hyades";

    private static final int LONGEST_HEAD = 1 << 10;

    /// Of [Drawing], on paper [m].
    private static final double UNIT = 1e-3 * SvgFigure.COLUMNS / Drawing.WIDTH;

    private PngFigure() {}

    /// Draws `id`.png, complete or not at all.
    ///
    /// @param dpi pixels per inch; empty for one pixel a unit of [Drawing]
    /// @return the file
    public static Path write(Path folder, Figure figure, OptionalInt dpi) throws IOException {
        Path file = folder.resolve(figure.id() + ".png");
        Drawing drawing = new Drawing(figure);
        draw(file, drawing.width(), drawing.height(), scale(dpi), g -> drawing.draw(new GraphicsCanvas(g)));
        return file;
    }

    /// How many pixels a unit of [Drawing] is long, whose width is that of two columns.
    static double scale(OptionalInt dpi) {
        return dpi.isEmpty() ? 1 : dpi.getAsInt() * UNIT / INCH;
    }

    /// Draws a picture and writes it as PNG, complete or not at all, with its size on paper.
    ///
    /// @param width, height in units of [Drawing]
    /// @param scale pixels that a unit is long
    /// @param drawing in these units, on white
    static void draw(Path file, int width, int height, double scale, Consumer<Graphics2D> drawing) throws IOException {
        requireFonts();
        BufferedImage image = new BufferedImage( // of the types without transparency its PNG is written fastest
                (int) Math.round(width * scale), (int) Math.round(height * scale), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.scale(scale, scale);
        drawing.accept(g);
        g.dispose();
        WholeFile.write(file, out -> write(image, (int) Math.round(scale / UNIT), out));
    }

    /// Fails in words where Java cannot draw text: Fontconfig knows no font, a library is missing, or `DISPLAY`
    /// names a display that does not answer.
    public static void requireFonts() throws IOException {
        try {
            GraphicsEnvironment.getLocalGraphicsEnvironment();
            FONT.canDisplayUpTo("0");
        } catch (RuntimeException | AWTError | LinkageError | InternalError e) { // AWT throws all of these
            throw new IOException("Java cannot draw here: " + e.getMessage(), e);
        }
    }

    /// Whether a file is a picture that Hyades has written: by what stands before its pixels.
    static boolean isOne(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST_HEAD), StandardCharsets.ISO_8859_1).contains(MAKER);
        } catch (IOException e) {
            return false;
        }
    }

    /// @param perMetre pixels per metre: the `pHYs` chunk, by which documents know how large a picture is
    private static void write(BufferedImage image, int perMetre, OutputStream out) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
        IIOMetadataNode size = new IIOMetadataNode("pHYs");
        size.setAttribute("pixelsPerUnitXAxis", Integer.toString(perMetre));
        size.setAttribute("pixelsPerUnitYAxis", Integer.toString(perMetre));
        size.setAttribute("unitSpecifier", "meter");
        IIOMetadataNode maker = new IIOMetadataNode("tEXtEntry");
        maker.setAttribute("keyword", "Software");
        maker.setAttribute("value", "Hyades");
        IIOMetadataNode texts = new IIOMetadataNode("tEXt");
        texts.appendChild(maker);
        IIOMetadataNode root = new IIOMetadataNode(metadata.getNativeMetadataFormatName());
        root.appendChild(size);
        root.appendChild(texts);
        metadata.mergeTree(root.getNodeName(), root);
        try (MemoryCacheImageOutputStream png = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(png);
            writer.write(new IIOImage(image, null, metadata));
        } finally {
            writer.dispose();
        }
    }
}
