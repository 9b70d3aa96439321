package hyades.gas;

/// How far a run has come.
///
/// @param step the steps that are done
/// @param time [s]
/// @param outputs those that are done
public record GasMoment(long step, double time, long outputs) {
    /// Where a run begins.
    public static final GasMoment START = new GasMoment(0, 0, 0);
}
