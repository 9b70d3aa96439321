package hyades.decay;

import hyades.text.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is there at the start: nuclei of members of one chain.
///
/// @param chain that has all of them
/// @param initial nuclei of each member
public record Inventory(DecayChain chain, List<Integer> initial) {
    /// The isotope alone, with nuclei of its own.
    public static Inventory of(DecayChain chain, int particles) {
        return new Inventory(chain, Plan.ofParent(chain, particles));
    }

    /// Reads pairs of names and counts, as `90Sr=1e6,90Y=1e3`, in any order. The chain is that of the isotope of them
    /// which all others come from.
    ///
    /// @throws IllegalArgumentException that says which pair is wrong, and what was expected
    public static Inventory parse(String text, IsotopeTable table) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        long all = 0;
        for (String pair : text.split(",", -1)) {
            int sign = pair.lastIndexOf('=');
            if (sign < 1) {
                throw new IllegalArgumentException("'%s': expected NAME=COUNT, as 90Sr=1e6,90Y=1e3".formatted(pair));
            }
            String name = pair.substring(0, sign).strip();
            int count = count(pair, pair.substring(sign + 1));
            all += count;
            if (counts.keySet().stream().anyMatch(other -> isSame(other, name))) {
                throw new IllegalArgumentException("'%s': expected each isotope once".formatted(pair));
            }
            counts.put(name, count);
        }
        if (all > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("expected %d nuclei at most".formatted(Integer.MAX_VALUE));
        }
        return of(counts, table);
    }

    private static int count(String pair, String number) {
        long count;
        try {
            count = Quantity.whole(number);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'%s': %s".formatted(pair, e.getMessage()), e);
        }
        if (count < 1 || count > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("'%s': expected 1 to %d".formatted(pair, Integer.MAX_VALUE));
        }
        return (int) count;
    }

    private static boolean isSame(String one, String other) {
        return IsotopeTable.canonical(one).equals(IsotopeTable.canonical(other));
    }

    private static Inventory of(Map<String, Integer> counts, IsotopeTable table) {
        List<DecayChain> chains = counts.keySet().stream()
                .map(table::find)
                .flatMap(Optional::stream)
                .map(isotope -> DecayChain.of(isotope, table))
                .toList();
        for (String name : counts.keySet()) {
            if (table.find(name).isEmpty()
                    && chains.stream().allMatch(chain -> chain.find(name).isEmpty())) {
                throw new IllegalArgumentException(
                        "%s: unknown; did you mean %s?".formatted(name, String.join(", ", table.nearest(name))));
            }
        }
        for (DecayChain chain : chains) {
            if (counts.keySet().stream().allMatch(name -> chain.find(name).isPresent())) {
                List<Integer> initial = new ArrayList<>(Plan.ofParent(chain, 0));
                counts.forEach((name, count) -> initial.set(chain.find(name).getAsInt(), count));
                return new Inventory(chain, initial);
            }
        }
        DecayChain first = chains.getFirst();
        throw new IllegalArgumentException("%s: expected what %s decays into, or comes from"
                .formatted(
                        counts.keySet().stream()
                                .filter(name -> first.find(name).isEmpty())
                                .findFirst()
                                .orElseThrow(),
                        first.parent().name()));
    }
}
