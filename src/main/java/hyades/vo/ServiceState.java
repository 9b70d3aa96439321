package hyades.vo;

import java.time.Duration;
import java.util.List;

/// How a service was found.
///
/// @param latency of the answer that decided; null where there was none
/// @param elapsed from the first request to the verdict
/// @param evidence in the order in which it was found
public record ServiceState(
        Service service,
        Verdict verdict,
        Duration latency,
        Duration elapsed,
        Availability availability,
        List<Evidence> evidence) {
    /// Whether a service is as it was before, but for how fast it answers.
    public boolean isLike(ServiceState before) {
        return verdict == before.verdict && availability.equals(before.availability);
    }
}
