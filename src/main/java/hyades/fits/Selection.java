package hyades.fits;

/// What a command takes of its files.
///
/// @param hdus    which images
/// @param masking which of their pixels are missing besides
public record Selection(HduChoice hdus, Masking masking) {
    /// Science images as they are.
    public static final Selection SCIENCE = new Selection(HduChoice.SCIENCE, Masking.NONE);

    @Override
    public String toString() {
        return "hdus " + hdus + (masking.isNone() ? "" : ", " + masking);
    }
}
