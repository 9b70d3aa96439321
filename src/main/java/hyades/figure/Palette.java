package hyades.figure;

import hyades.figure.Canvas.Ink;
import java.util.List;

/// The colours of all figures. Those of series are Okabe and Ito's (2008), Color Universal Design: told apart by
/// colour-blind readers. The pages have the same in `report.css`.
final class Palette {
    static final int BLACK = 0x000000;
    static final int BLUE = 0x0072B2;
    static final int VERMILLION = 0xD55E00;
    static final int GREEN = 0x009E73;
    static final int ORANGE = 0xE69F00;
    static final Ink GRID = new Ink(0xE4E4E4);
    static final Ink FRAME = new Ink(0x404040);
    static final Ink FAINT = new Ink(0xB8B8B8);

    private static final List<Integer> SERIES = List.of(BLACK, BLUE, VERMILLION, GREEN, ORANGE, 0xCC79A7, 0x56B4E9);

    private Palette() {}

    /// @param color 0 for ink, 1 to 6 for the palette, and around again
    static Ink of(int color) {
        return new Ink(SERIES.get(color == 0 ? 0 : 1 + (color - 1) % (SERIES.size() - 1)));
    }
}
