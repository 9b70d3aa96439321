package hyades.figure;

import hyades.storage.WholeFile;
import java.awt.AWTError;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// A figure as a PNG file, by Java's own graphics. On a machine without fonts, or whose `DISPLAY` does not answer,
/// every method throws an `IOException` that says so; `-Djava.awt.headless=true` makes Java ignore `DISPLAY`.
public final class PngFigure {
    static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, Drawing.FONT);

    private PngFigure() {}

    /// Draws `id`.png, complete or not at all.
    ///
    /// @return the file
    public static Path write(Path folder, Figure figure) throws IOException {
        requireFonts();
        Drawing drawing = new Drawing(figure);
        BufferedImage image = white(drawing.width(), drawing.height());
        Graphics2D g = image.createGraphics();
        drawing.draw(new GraphicsCanvas(g));
        g.dispose();
        Path file = folder.resolve(figure.id() + ".png");
        write(file, image);
        return file;
    }

    /// A white picture; of the types without transparency the one whose PNG is written fastest.
    static BufferedImage white(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.dispose();
        return image;
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

    /// Writes a picture as PNG, complete or not at all.
    static void write(Path file, BufferedImage image) throws IOException {
        WholeFile.write(file, out -> {
            try (MemoryCacheImageOutputStream png = new MemoryCacheImageOutputStream(out)) {
                ImageIO.write(image, "png", png);
            }
        });
    }
}
