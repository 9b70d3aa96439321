package hyades.decay;

import hyades.random.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;

/// An isotope alone, or with all it decays into: the rates of a chain with branches, whose law is Bateman's (1910),
/// Proc. Cambridge Phil. Soc. 15, 423.
///
/// A member stands behind all it can come from, so the matrix of the transition probabilities is triangular.
public final class DecayChain {
    /// @param isotope null of a stable one
    /// @param branches to other members
    private record Member(String name, Isotope isotope, double halfLife, List<Isotope.Branch> branches) {
        Member(String name, Isotope isotope, List<Isotope.Branch> branches) {
            this(name, isotope, isotope == null ? Double.POSITIVE_INFINITY : isotope.halfLife(), branches);
        }

        double rate() {
            return isotope == null ? 0 : StrictMath.log(2) / halfLife;
        }
    }

    private final Isotope parent;
    private final List<Member> members;

    private DecayChain(Isotope parent, List<Member> members) {
        this.parent = parent;
        this.members = members;
    }

    /// The isotope alone: what it decays into is not counted.
    public static DecayChain alone(Isotope isotope) {
        return new DecayChain(isotope, List.of(new Member(isotope.name(), isotope, List.of())));
    }

    /// The isotope with its descendants, down to the stable ones.
    ///
    /// @throws IllegalArgumentException if one can become itself again
    public static DecayChain of(Isotope isotope, IsotopeTable table) {
        List<Member> fromTheEnd = new ArrayList<>();
        visit(isotope.name(), Optional.of(isotope), table, new ArrayList<>(), fromTheEnd);
        return new DecayChain(isotope, List.copyOf(fromTheEnd.reversed()));
    }

    /// Adds the descendants, then the isotope: the reverse of that has parents first.
    ///
    /// @param path the names from the first on that have become this one
    private static void visit(
            String name, Optional<Isotope> isotope, IsotopeTable table, List<String> path, List<Member> done) {
        if (path.contains(name)) {
            throw new IllegalArgumentException("%s decays into itself: %s".formatted(name, String.join(", ", path)));
        }
        if (done.stream().anyMatch(member -> member.name.equals(name))) {
            return;
        }
        List<Isotope.Branch> branches = isotope.map(Isotope::branches).orElse(List.of());
        path.add(name);
        List<Isotope.Branch> named = new ArrayList<>();
        for (Isotope.Branch branch : branches.reversed()) {
            Optional<Isotope> daughter = table.find(branch.daughter());
            String asInTable = daughter.map(Isotope::name).orElse(branch.daughter());
            visit(asInTable, daughter, table, path, done);
            named.addFirst(new Isotope.Branch(asInTable, branch.fraction(), branch.uncertainty()));
        }
        path.removeLast();
        done.add(new Member(name, isotope.orElse(null), named));
    }

    /// The isotope all begins with.
    public Isotope parent() {
        return parent;
    }

    /// How many nuclides are counted.
    public int size() {
        return members.size();
    }

    /// Their names, the parent's first, each behind all it can come from.
    public List<String> names() {
        return members.stream().map(Member::name).toList();
    }

    /// Which member is called so, in whatever way [IsotopeTable#find] takes; empty where none is.
    public OptionalInt find(String name) {
        return IntStream.range(0, size())
                .filter(m -> IsotopeTable.canonical(members.get(m).name).equals(IsotopeTable.canonical(name)))
                .findFirst();
    }

    /// The decay constant of a member [1/s]; 0 for a stable one.
    public double rate(int member) {
        return members.get(member).rate();
    }

    /// The half-life of a member [s].
    double halfLife(int member) {
        return members.get(member).halfLife;
    }

    /// The first member whose half-life has no uncertainty; empty where none is.
    public Optional<String> withoutUncertainty() {
        return members.stream()
                .filter(member -> member.isotope != null && Double.isNaN(member.isotope.uncertainty()))
                .map(Member::name)
                .findFirst();
    }

    /// The same chain with half-lives and branches drawn from normal distributions about those of the table, each as
    /// wide as its uncertainty is, without what is not above 0. Branches of no uncertainty share what the others
    /// leave, in the proportion they had; where all have one, they are scaled to 1 in all.
    DecayChain drawn(UniformRandomProvider random) {
        List<Member> drawn = new ArrayList<>();
        for (Member member : members) {
            drawn.add(
                    member.isotope == null
                            ? member
                            : new Member(
                                    member.name,
                                    member.isotope,
                                    drawn(member.isotope.halfLife(), member.isotope.uncertainty(), random),
                                    drawn(member.branches, random)));
        }
        return new DecayChain(parent, drawn);
    }

    private static List<Isotope.Branch> drawn(List<Isotope.Branch> branches, UniformRandomProvider random) {
        double free = branches.stream()
                .filter(branch -> Double.isNaN(branch.uncertainty()))
                .mapToDouble(Isotope.Branch::fraction)
                .sum();
        if (branches.stream().allMatch(branch -> Double.isNaN(branch.uncertainty()))) {
            return branches;
        }
        double[] fractions;
        double known;
        do {
            fractions = branches.stream()
                    .mapToDouble(branch -> Double.isNaN(branch.uncertainty())
                            ? 0
                            : drawn(branch.fraction(), branch.uncertainty(), random))
                    .toArray();
            known = Arrays.stream(fractions).sum();
        } while (free > 0 && known >= 1);
        List<Isotope.Branch> drawn = new ArrayList<>();
        for (int i = 0; i < fractions.length; i++) {
            Isotope.Branch branch = branches.get(i);
            double fraction = Double.isNaN(branch.uncertainty())
                    ? (1 - known) * (branch.fraction() / free)
                    : fractions[i] / (free > 0 ? 1 : known);
            drawn.add(new Isotope.Branch(branch.daughter(), fraction, branch.uncertainty()));
        }
        return drawn;
    }

    /// A normal number above 0; Box & Muller (1958), Ann. Math. Stat. 29, 610.
    private static double drawn(double mean, double deviation, UniformRandomProvider random) {
        double value;
        do {
            double u = RandomStreams.aboveZero(random);
            double angle = 2 * Math.PI * random.nextDouble();
            value = mean + deviation * Math.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(angle);
        } while (!(value > 0));
        return value;
    }

    /// All that [#drawn] depends on, but for what [#numbers] has.
    long[] uncertainties() {
        LongStream.Builder numbers = LongStream.builder();
        for (Member member : members) {
            if (member.isotope != null) {
                numbers.add(Double.doubleToLongBits(member.isotope.uncertainty()));
                member.branches.forEach(branch -> numbers.add(Double.doubleToLongBits(branch.uncertainty())));
            }
        }
        return numbers.build().toArray();
    }

    /// What a nucleus that was one of the parent's may be, and after how many decays.
    ///
    /// @param chain of such states, the parent's first, as if each were a nuclide of its own
    /// @param member of this chain, shape (states)
    /// @param decays that have led to it, shape (states)
    record Paths(DecayChain chain, int[] member, int[] decays) {
        /// The most decays there can be.
        int longest() {
            return Arrays.stream(decays).max().orElse(0);
        }
    }

    /// Members that are reached by fewer and by more decays, as some pass by an isomer, are several states.
    Paths paths() {
        List<TreeSet<Integer>> decays =
                Stream.generate(TreeSet<Integer>::new).limit(size()).toList();
        decays.getFirst().add(0);
        List<Member> states = new ArrayList<>();
        IntStream.Builder member = IntStream.builder();
        IntStream.Builder decaysOfState = IntStream.builder();
        for (int m = 0; m < size(); m++) {
            for (int before : decays.get(m)) {
                List<Isotope.Branch> branches = new ArrayList<>();
                for (Isotope.Branch branch : members.get(m).branches) {
                    decays.get(names().indexOf(branch.daughter())).add(before + 1);
                    branches.add(new Isotope.Branch(
                            state(branch.daughter(), before + 1), branch.fraction(), branch.uncertainty()));
                }
                Member all = members.get(m);
                states.add(new Member(state(all.name, before), all.isotope, all.halfLife, branches));
                member.add(m);
                decaysOfState.add(before);
            }
        }
        return new Paths(
                new DecayChain(parent, states),
                member.build().toArray(),
                decaysOfState.build().toArray());
    }

    private static String state(String member, int decays) {
        return "%s after %d".formatted(member, decays);
    }

    /// All that its law depends on: the rates, and the branches to which members with which fractions; no names.
    long[] numbers() {
        LongStream.Builder numbers = LongStream.builder();
        for (Member member : members) {
            numbers.add(Double.doubleToLongBits(member.rate()));
            for (Isotope.Branch branch : member.branches) {
                numbers.add(names().indexOf(branch.daughter())).add(Double.doubleToLongBits(branch.fraction()));
            }
        }
        return numbers.build().toArray();
    }

    /// The probabilities that a nucleus of one member (row) is one of another (column) after a time, shape
    /// (size, size): exp(A·t) of the matrix A of the rates.
    ///
    /// By uniformisation over a time in which the fastest member hardly decays, and doubling of that time. Only
    /// numbers that are not negative are added and multiplied, and the diagonal is the exponential itself, so each
    /// entry keeps 12 digits where Bateman's sums cancel: 238U and 214Po differ by 10²¹ in their rates.
    ///
    /// @param time [s], at least 0
    public double[][] transition(double time) {
        int n = size();
        double fastest = members.stream().mapToDouble(Member::rate).max().orElse(0);
        int doublings = Math.max(0, Math.getExponent(fastest * time) + 1);
        double first = Math.scalb(time, -doublings); // at most one of the fastest member's mean lives
        double[][] p = uniformised(fastest, first);
        for (int k = 0; k < doublings; k++) {
            p = product(p, p);
            double t = Math.scalb(time, k + 1 - doublings);
            for (int i = 0; i < n; i++) {
                p[i][i] = StrictMath.exp(-rate(i) * t);
            }
        }
        return p;
    }

    /// exp(A·t) = exp(-μt) Σ (μt)ᵏ/k! (1 + A/μ)ᵏ with μ the fastest rate; μt is at most 1.
    private double[][] uniformised(double fastest, double time) {
        int n = size();
        double[][] jump = new double[n][n];
        for (int i = 0; i < n; i++) {
            jump[i][i] = fastest == 0 ? 1 : (fastest - rate(i)) / fastest;
            for (Isotope.Branch branch : members.get(i).branches) {
                jump[i][names().indexOf(branch.daughter())] += rate(i) / fastest * branch.fraction();
            }
        }
        double[][] power = new double[n][n];
        for (int i = 0; i < n; i++) {
            power[i][i] = 1;
        }
        double[][] sum = new double[n][n];
        double weight = StrictMath.exp(-fastest * time);
        int terms = 25 + n; // the first non-zero term of a descendant n generations away is the n-th
        for (int k = 0; k < terms; k++) {
            for (int i = 0; i < n; i++) {
                for (int j = i; j < n; j++) {
                    sum[i][j] += weight * power[i][j];
                }
            }
            power = product(power, jump);
            weight *= fastest * time / (k + 1);
        }
        for (int i = 0; i < n; i++) {
            sum[i][i] = StrictMath.exp(-rate(i) * time);
        }
        return sum;
    }

    /// Of upper triangular matrices.
    private static double[][] product(double[][] a, double[][] b) {
        int n = a.length;
        double[][] c = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int k = i; k < n; k++) {
                for (int j = k; j < n; j++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }
}
