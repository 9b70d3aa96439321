package hyades.images;

import java.util.Locale;

/// How an image goes on beyond its edges, in the terms of `scipy.ndimage`; each is repeated as far as needed.
public enum Boundary {
    /// `d c b a | a b c d | d c b a`
    REFLECT {
        @Override
        int inside(int i, int n) {
            int j = Math.floorMod(i, 2 * n);
            return j < n ? j : 2 * n - 1 - j;
        }
    },

    /// `a a a a | a b c d | d d d d`
    NEAREST {
        @Override
        int inside(int i, int n) {
            return Math.clamp(i, 0, n - 1);
        }
    },

    /// `d c b | a b c d | c b a`
    MIRROR {
        @Override
        int inside(int i, int n) {
            int j = Math.floorMod(i, Math.max(1, 2 * n - 2));
            return j < n ? j : 2 * n - 2 - j;
        }
    },

    /// `a b c d | a b c d | a b c d`
    WRAP {
        @Override
        int inside(int i, int n) {
            return Math.floorMod(i, n);
        }
    },

    /// `k k k k | a b c d | k k k k`
    CONSTANT {
        @Override
        int inside(int i, int n) {
            return i >= 0 && i < n ? i : OUTSIDE;
        }
    };

    /// Where there is no pixel but a constant.
    static final int OUTSIDE = -1;

    /// The pixel of an axis of `n` that stands at `i`, which may lie beyond its ends; or [#OUTSIDE].
    abstract int inside(int i, int n);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
