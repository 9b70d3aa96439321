package hyades.nbody;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which systems of an ensemble are integrated side by side. It changes nothing but the time.
public final class SystemGroups {
    /// How many go side by side at most.
    public static final int MOST = LaneKernel.LANES;

    private final Map<SystemLanes.Shape, List<Integer>> alike = new HashMap<>();
    private final List<List<Integer>> alone = new ArrayList<>();

    /// Takes notice of a system.
    ///
    /// @param system its number, from 0
    public void add(int system, NBodySetup setup) {
        Optional<SystemLanes.Shape> shape = SystemLanes.shape(setup);
        if (shape.isPresent()) {
            alike.computeIfAbsent(shape.get(), _ -> new ArrayList<>()).add(system);
        } else {
            alone.add(List.of(system));
        }
    }

    /// All systems, each in one group, in the order of the first of each.
    ///
    /// @param most systems of a group, 1 to [#MOST]
    public List<List<Integer>> of(int most) {
        List<List<Integer>> groups = new ArrayList<>(alone);
        for (List<Integer> systems : alike.values()) {
            for (int start = 0; start < systems.size(); start += most) {
                groups.add(systems.subList(start, Math.min(start + most, systems.size())));
            }
        }
        groups.sort(Comparator.comparing(List::getFirst));
        return groups;
    }
}
