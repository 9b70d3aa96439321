package hyades.figure;

import java.awt.geom.Rectangle2D;

/// What a figure is drawn on: lengths in px, from the upper left corner.
interface Canvas {
    /// How a line or an area is coloured.
    ///
    /// @param rgb red, green and blue
    /// @param opacity 0 to 1
    record Ink(int rgb, double opacity) {
        Ink(int rgb) {
            this(rgb, 1);
        }
    }

    /// Which point of a text lies where it is put.
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /// The length of a line of text.
    double width(String text, double size);

    /// Begins what belongs together; what lies outside of `area` is not drawn.
    ///
    /// @param name says what it is
    /// @param area null for all of the canvas
    void begin(String name, Rectangle2D area);

    /// Ends what was begun last.
    void end();

    /// Lines between neighbouring points, shape (n).
    ///
    /// @param dash length of dashes and of the gaps between them; 0 for none
    void line(double[] x, double[] y, double width, double dash, Ink ink);

    /// A closed area, shape (n).
    void area(double[] x, double[] y, Ink ink);

    /// Discs, shape (n).
    void dots(double[] x, double[] y, double diameter, Ink ink);

    /// A line of black text.
    ///
    /// @param y of the base line
    void text(String text, double x, double y, double size, Anchor anchor);

    /// A line of black text that reads upwards, with its middle at `y`.
    ///
    /// @param x of the base line
    void textUpwards(String text, double x, double y, double size);
}
