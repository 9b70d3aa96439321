package hyades.vo;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/// Puts labels beside marks so that no label covers another, a mark, or what else is in the way.
public final class LabelPlaces {
    private static final double GAP = 2;

    /// Right, left, above, below, and the four corners: which way a label lies from its mark.
    private static final int[][] WAYS = {{1, 0}, {-1, 0}, {0, -1}, {0, 1}, {1, -1}, {-1, -1}, {1, 1}, {-1, 1}};

    private final Rectangle2D area;
    private final List<Rectangle2D> taken = new ArrayList<>();

    /// @param area that labels have to stay in
    /// @param inTheWay what they must not cover
    public LabelPlaces(Rectangle2D area, List<Rectangle2D> inTheWay) {
        this.area = area;
        taken.addAll(inTheWay);
    }

    /// Finds a place for the next label, and takes it.
    ///
    /// @param mark what it belongs to
    /// @return null where there is none
    public Rectangle2D place(Rectangle2D mark, double width, double height) {
        for (int[] way : WAYS) {
            double x = mark.getCenterX() - width / 2 + way[0] * ((mark.getWidth() + width) / 2 + GAP);
            double y = mark.getCenterY() - height / 2 + way[1] * ((mark.getHeight() + height) / 2 + GAP);
            Rectangle2D place = new Rectangle2D.Double(x, y, width, height);
            if (area.contains(place) && taken.stream().noneMatch(place::intersects)) {
                taken.add(place);
                return place;
            }
        }
        return null;
    }
}
