package hyades.nbody;

import hyades.nbody.Event.Kind;
import java.util.List;
import java.util.Optional;

/// What happened within a step.
///
/// @param at where it ends
/// @param events in their order
public record StepEvents(Moment at, List<Event> events) {
    /// Lists them.
    public void writeTo(EventsFile file, Labels labels) {
        file.write(at, events, labels);
    }

    /// The first collision in words.
    public Optional<String> collision(Labels labels, Units units) {
        return events.stream()
                .filter(event -> event.kind() == Kind.COLLISION)
                .findFirst()
                .map(event -> "%s and %s collided at %s, in step %d, at a distance of %s"
                        .formatted(
                                labels.text(event.first()),
                                labels.text(event.second()),
                                units.say(Dimension.TIME, event.time(at)),
                                at.step(),
                                units.say(Dimension.LENGTH, event.distance())));
    }
}
