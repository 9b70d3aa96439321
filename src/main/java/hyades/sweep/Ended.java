package hyades.sweep;

/// How a task's command ended.
///
/// @param startMillis when it began, since 1970
/// @param seconds it took [s]
/// @param exit its exit code; 0 where a signal ended it
/// @param signal the number of the signal that ended it, else 0
/// @param isCut whether it was asked to end, since its time was over or the sweep's
public record Ended(long startMillis, double seconds, int exit, int signal, boolean isCut) {
    /// Why it is no success, in one line; null of one that is.
    public String failure() {
        if (isCut) {
            return "ended after %.3f s".formatted(seconds);
        }
        return signal > 0 ? "signal " + signal : exit == 0 ? null : "exit code " + exit;
    }
}
