package hyades.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The table against the published evaluation, and against what any table must satisfy.
class IsotopeTableTest {
    private static final IsotopeTable TABLE = new IsotopeTable();

    /// The symbols of the elements, hydrogen first.
    private static final List<String> ELEMENTS = List.of(("H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V"
                    + " Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs"
                    + " Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr"
                    + " Ra Ac Th Pa U Np Pu Am")
            .split(" "));

    private static final Map<String, Double> SECONDS = Map.of(
            "ns", 1e-9, "us", 1e-6, "ms", 1e-3, "s", 1.0, "m", 60.0, "h", 3600.0, "d", 86_400.0, "y", 31_557_600.0);

    private static final Map<Character, Double> THOUSANDS = Map.of('k', 1e3, 'M', 1e6, 'G', 1e9, 'E', 1e18);

    private record Nuclide(int a, int z, boolean isIsomer) {
        static Nuclide of(String name) {
            if (name.equals("4He pairs")) {
                return new Nuclide(8, 4, false);
            }
            Matcher parts = Pattern.compile("([0-9]+)(m?)([A-Z][a-z]?)").matcher(name);
            assertTrue(parts.matches(), name);
            int z = ELEMENTS.indexOf(parts.group(3)) + 1;
            assertTrue(z > 0, name);
            return new Nuclide(
                    Integer.parseInt(parts.group(1)), z, !parts.group(2).isEmpty());
        }

        /// What a mode of NUBASE makes of it, in the ground state.
        Nuclide after(String mode) {
            return switch (mode) {
                case "B-" -> new Nuclide(a, z + 1, false);
                case "B+", "EC" -> new Nuclide(a, z - 1, false);
                case "A" -> new Nuclide(a - 4, z - 2, false);
                case "IT" -> new Nuclide(a, z, false);
                case "B-n" -> new Nuclide(a - 1, z + 1, false);
                default -> throw new IllegalArgumentException(mode);
            };
        }
    }

    static Stream<NamedCsvRecord> published() throws IOException {
        try (CsvReader<NamedCsvRecord> lines = CsvReader.builder()
                .commentStrategy(CommentStrategy.SKIP)
                .ofNamedCsvRecord(new InputStreamReader(
                        IsotopeTableTest.class.getResourceAsStream("nubase2020.csv"), StandardCharsets.UTF_8))) {
            return lines.stream().toList().stream();
        }
    }

    private static double seconds(NamedCsvRecord line, String field) {
        String unit = line.getField("unit");
        double prefix = unit.length() == 2 && unit.endsWith("y") ? THOUSANDS.get(unit.charAt(0)) : 1;
        String plain = prefix == 1 ? unit : "y";
        return Double.parseDouble(line.getField(field)) * prefix * SECONDS.get(plain);
    }

    /// Half-lives and uncertainties are those of the published file, of years of 365.25 days, but for what the
    /// table says it has from elsewhere.
    @ParameterizedTest(name = "{0}")
    @MethodSource("published")
    void halfLivesAreThoseOfTheEvaluation(NamedCsvRecord line) {
        Isotope isotope = TABLE.find(line.getField("nuclide")).orElseThrow();
        if (isotope.source().startsWith("NUBASE2020")) {
            double halfLife = seconds(line, "halfLife");
            assertEquals(halfLife, isotope.halfLife(), 1e-14 * halfLife);
            assertEquals(seconds(line, "uncertainty"), isotope.uncertainty(), 1e-14 * halfLife);
        } else {
            assertEquals("214Bi", isotope.name());
        }
    }

    /// Branches are the modes of the published file, daughters by mass number and charge; isomers of one nucleus
    /// together, since NUBASE does not tell them apart. A mode of `~100` has what the others leave. From 10⁻⁸ on,
    /// none is left out. Only 218At has a branch that the file gives no number for.
    @ParameterizedTest(name = "{0}")
    @MethodSource("published")
    void branchesAreTheModesOfTheEvaluation(NamedCsvRecord line) {
        Isotope isotope = TABLE.find(line.getField("nuclide")).orElseThrow();
        Map<Nuclide, Double> expected = new HashMap<>();
        Nuclide rest = null;
        double others = 0;
        Nuclide parent = Nuclide.of(isotope.name());
        for (String mode : line.getField("modes").split(";")) {
            Nuclide daughter = parent.after(mode.split("[=~]")[0]);
            double fraction = Double.parseDouble(mode.split("[=~]")[1]) / 100;
            boolean isRest = fraction == 1;
            rest = isRest ? daughter : rest;
            others += isRest ? 0 : fraction;
            expected.put(daughter, fraction);
        }
        if (rest != null) {
            expected.put(rest, 1 - others);
        }
        Map<Nuclide, Double> found = new HashMap<>();
        for (Isotope.Branch branch : isotope.branches()) {
            Nuclide daughter = Nuclide.of(branch.daughter());
            found.merge(new Nuclide(daughter.a, daughter.z, false), branch.fraction(), Double::sum);
        }
        if (isotope.name().equals("218At")) {
            assertEquals(0.001, found.remove(parent.after("B-")), 1e-12);
            found.computeIfPresent(parent.after("A"), (_, fraction) -> fraction + 0.001);
        }
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((daughter, fraction) -> assertEquals(fraction, found.get(daughter), 1e-12, "" + daughter));
    }

    @Test
    void theTableAndTheEvaluationHaveTheSameNuclides() throws IOException {
        assertEquals(
                published().map(line -> line.getField("nuclide")).collect(Collectors.toSet()),
                Set.copyOf(TABLE.names()));
    }

    /// Of those values of the evaluations that the project was told of by its users: half-life and uncertainty,
    /// within which the table's value lies (ENSDF of 2019 to 2021 for 218At and 214Po).
    @ParameterizedTest(name = "{0}: {1} {2} {3}")
    @CsvSource({
        "90Y, 64.05, 0.05, h", "90Sr, 28.91, 0.03, y", "218Po, 3.097, 0.012, m", "214Pb, 27.06, 0.07, m",
        "214Bi, 19.71, 0.02, m", "214Po, 163.6, 0.3, us", "218Rn, 33.75, 0.15, ms", "218At, 1.27, 0.06, s",
        "8Li, 838.7, 0.3, ms", "222Rn, 3.8222, 0.0009, d"
    })
    void halfLivesAgreeWithOtherEvaluations(String name, double halfLife, double uncertainty, String unit) {
        assertEquals(halfLife, TABLE.find(name).orElseThrow().halfLife() / SECONDS.get(unit), uncertainty);
    }

    /// 1.18 % of 131I and 85.1/0.8990 % of 137Cs become isomers (ENSDF A=131, A=137: 89.9 % of the latter emit the
    /// 662 keV photon, of which there are 85.1 in 100 decays), 87.7 % of 99Mo.
    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({"131I, 131mXe, 0.0118, 1e-9", "137Cs, 137mBa, 0.9466, 0.002", "99Mo, 99mTc, 0.877, 0.001"})
    void isomersArePopulated(String parent, String isomer, double fraction, double uncertainty) {
        assertEquals(
                fraction,
                TABLE.find(parent).orElseThrow().branches().stream()
                        .filter(branch -> branch.daughter().equals(isomer))
                        .findFirst()
                        .orElseThrow()
                        .fraction(),
                uncertainty);
    }

    /// Nuclei whose decay nobody has seen end every chain: 206Pb, 207Pb, 208Pb and 205Tl the four natural ones.
    @Test
    void everyChainEndsAtStableNuclei() {
        Set<String> stable = Set.of(
                "3He",
                "4He pairs",
                "11B",
                "13C",
                "14N",
                "15N",
                "18O",
                "22Ne",
                "40Ca",
                "40Ar",
                "44Ca",
                "60Ni",
                "68Zn",
                "90Zr",
                "99Ru",
                "131Xe",
                "137Ba",
                "206Pb",
                "207Pb",
                "208Pb",
                "205Tl");
        Map<String, Set<String>> ends = new TreeMap<>();
        for (String name : TABLE.names()) {
            DecayChain chain = DecayChain.of(TABLE.find(name).orElseThrow(), TABLE);
            Set<String> last = chain.names().stream()
                    .filter(each -> TABLE.find(each).isEmpty())
                    .collect(Collectors.toSet());
            assertTrue(stable.containsAll(last) && !last.isEmpty(), () -> name + " ends at " + last);
            ends.put(name, last);
        }
        assertEquals(
                Set.of("206Pb"),
                ends.get("222Rn").stream().filter(n -> n.endsWith("Pb")).collect(Collectors.toSet()));
        assertEquals(Set.of("207Pb"), ends.get("235U"));
        assertEquals(Set.of("208Pb"), ends.get("232Th"));
        assertEquals(Set.of("205Tl"), ends.get("241Am"));
    }

    /// A user's table beside the program's: its isotopes win, its daughters may be either's.
    @Test
    void aTableOfOnesOwnIsAdded(@TempDir Path folder) throws IOException {
        Path own = folder.resolve("own.csv");
        Files.writeString(own, """
            isotope,halfLife,unit,uncertainty,daughter,branching,source
            56Ni,6.075,d,0.010,56Co,1,NUBASE2020
            56Co,77.236,d,,56Fe,1,
            li-8,1,s,,Y,0.25,me
            li-8,1,s,,Z,0.75,me
            """);
        IsotopeTable table = IsotopeTable.with(own);
        assertEquals(
                List.of("56Ni", "56Co", "56Fe"),
                DecayChain.of(table.find("Ni-56").orElseThrow(), table).names());
        Isotope replaced = table.find("8Li").orElseThrow();
        assertEquals(1, replaced.halfLife());
        assertEquals(2, replaced.branches().size());
        assertEquals("me", replaced.source());
        assertTrue(Double.isNaN(table.find("56Co").orElseThrow().uncertainty()));
        assertEquals(
                330_350.4 * 3.8215 / 3.8235, table.find("222Rn").orElseThrow().halfLife(), 1e-6);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "A,1,s,B,0.9          | the branches of A are 0.9 in all: expected 1",
                "A,1,parsec,B,1       | line 2: '1 parsec': expected a number, and a unit of ps, ns, us, ms, s, min,"
                        + " h, d, a, ka, Ma, Ga",
                "A,many,s,B,1         | line 2: 'many s': expected a number, and a unit of ps, ns, us, ms, s, min, h,"
                        + " d, a, ka, Ma, Ga",
                "A,1,s,B,all          | line 2: branching is 'all', expected a number",
                "A,1,s,,1             | line 2: has no daughter",
                "A,1,s,A,1            | A decays into itself: A",
                "A,-1,s,B,1           | a half-life of -1.0 s",
                "A,1,s,B,.5;A,2,s,C,.5 | line 3: another halfLife of A than line 2"
            })
    void aDamagedTableIsRefusedInOneLine(String lines, String words, @TempDir Path folder) throws IOException {
        Path own = folder.resolve("own.csv");
        Files.writeString(own, "isotope,halfLife,unit,daughter,branching\n" + lines.replace(";", "\n") + "\n");
        IOException refused = assertThrows(IOException.class, () -> IsotopeTable.with(own));
        assertEquals(words, refused.getMessage());
        assertEquals(
                "no such file",
                assertThrows(IOException.class, () -> IsotopeTable.with(folder.resolve("none")))
                        .getMessage());
    }
}
