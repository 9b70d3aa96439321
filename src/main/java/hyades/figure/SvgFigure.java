package hyades.figure;

import hyades.storage.WholeFile;
import java.io.IOException;
import java.nio.file.Path;

/// A figure as an SVG file: lines and letters, for a paper, at the width of two columns. It needs no fonts of this
/// machine.
public final class SvgFigure {
    /// Of a page of two columns [mm].
    static final int COLUMNS = 180;

    private SvgFigure() {}

    /// Draws `id`.svg, complete or not at all.
    ///
    /// @return the file
    public static Path write(Path folder, Figure figure) throws IOException {
        Path file = folder.resolve(figure.id() + ".svg");
        WholeFile.writeText(file, of(figure));
        return file;
    }

    static String of(Figure figure) {
        Drawing drawing = new Drawing(figure);
        SvgCanvas canvas = new SvgCanvas();
        drawing.draw(canvas);
        int millimetresHigh = Math.round((float) COLUMNS * drawing.height() / drawing.width());
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="%dmm" height="%dmm" viewBox="0 0 %d %d" \
            font-family="Helvetica, Arial, 'DejaVu Sans', sans-serif">
            <title>%s</title>
            <desc>%s</desc>
            <rect width="100%%" height="100%%" fill="white"/>
            %s</svg>
            """.formatted(
                        COLUMNS,
                        millimetresHigh,
                        drawing.width(),
                        drawing.height(),
                        SvgCanvas.escaped(figure.title()),
                        SvgCanvas.escaped(figure.caption()),
                        canvas.markup());
    }
}
