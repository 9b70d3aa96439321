package hyades.run;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The members of a JSON object, in the order in which they are put. A name that stands there is refused: a map would
/// keep the last value, and nobody would miss the first.
public final class Members<V> extends AbstractMap<String, V> {
    private final Map<String, V> members = new LinkedHashMap<>();

    /// Adds a member.
    ///
    /// @throws IllegalArgumentException if there is one of this name
    @Override
    public V put(String name, V value) {
        if (members.containsKey(name)) {
            throw new IllegalArgumentException("'%s' stands twice: %s, %s".formatted(name, members.get(name), value));
        }
        return members.put(name, value);
    }

    @Override
    public Set<Entry<String, V>> entrySet() {
        return members.entrySet();
    }
}
