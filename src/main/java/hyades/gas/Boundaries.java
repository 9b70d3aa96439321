package hyades.gas;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is beyond the six faces of the grid.
///
/// @param faces low and high along x, then along y, then along z
public record Boundaries(List<Boundary> faces) {
    /// @throws IllegalArgumentException in one line if of two opposite faces one is periodic and the
    /// other is not
    public Boundaries {
        faces = List.copyOf(faces);
        if (faces.size() != 2 * Grid.AXES) {
            throw new IllegalArgumentException("%d boundaries: expected 1 or 6".formatted(faces.size()));
        }
        for (int axis = 0; axis < Grid.AXES; axis++) {
            Boundary low = faces.get(2 * axis);
            Boundary high = faces.get(2 * axis + 1);
            if (low != high && (low == Boundary.PERIODIC || high == Boundary.PERIODIC)) {
                throw new IllegalArgumentException("boundaries %s and %s along %c: expected both periodic or none"
                        .formatted(low, high, "xyz".charAt(axis)));
            }
        }
    }

    /// The same on all faces.
    public static Boundaries all(Boundary boundary) {
        return new Boundaries(Collections.nCopies(2 * Grid.AXES, boundary));
    }

    /// Reads one word for all faces, or six: what [#toString] writes.
    ///
    /// @throws IllegalArgumentException in one line where they are not that
    static Boundaries of(String words) {
        List<Boundary> faces = Stream.of(words.split(",", -1))
                .map(word -> Boundary.valueOf(word.strip().toUpperCase(Locale.ROOT)))
                .toList();
        return faces.size() == 1 ? all(faces.getFirst()) : new Boundaries(faces);
    }

    Boundary at(int axis, boolean isHigh) {
        return faces.get(2 * axis + (isHigh ? 1 : 0));
    }

    boolean isPeriodic(int axis) {
        return at(axis, false) == Boundary.PERIODIC;
    }

    /// One word where all are the same, else six.
    @Override
    public String toString() {
        return faces.stream().distinct().count() == 1
                ? faces.getFirst().toString()
                : faces.stream().map(Boundary::toString).collect(Collectors.joining(","));
    }
}
