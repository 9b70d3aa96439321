package hyades.run;

import java.util.OptionalInt;

/// What pictures a run is to leave.
///
/// @param areWanted whether any
/// @param dpi pixels per inch; empty for as many as fit on a screen
public record Plots(boolean areWanted, OptionalInt dpi) {
    /// No pictures.
    public static final Plots NONE = new Plots(false, OptionalInt.empty());

    /// None where the run has nothing to draw.
    public Plots onlyIf(boolean there) {
        return there ? this : NONE;
    }
}
