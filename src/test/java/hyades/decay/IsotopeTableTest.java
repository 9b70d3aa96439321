package hyades.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsotopeTableTest {
    private static final IsotopeTable TABLE = new IsotopeTable();

    /// What the evaluations say that the table names as its sources, in seconds: Julian years of 31,557,600 s. A number
    /// changed in the table by mistake differs from these; one changed on purpose is changed in both places.
    @ParameterizedTest(name = "{0}: {1} s")
    @CsvSource(
            delimiter = '|',
            value = {
                "8Li    | 0.83879        | 3.6e-4      | 2 4He 1",
                "3H     | 388789632      | 631152      | 3He 1",
                "14C    | 1.7987832e11   | 946728000   | 14N 1",
                "18F    | 6586.2         | 3           | 18O 1",
                "22Na   | 82106563.68    | 69426.72    | 22Ne 1",
                "40K    | 3.93838848e16  | 9.46728e13  | 40Ca 0.8928; 40Ar 0.1072",
                "60Co   | 166344192      | 12096       | 60Ni 1",
                "90Sr   | 912014640      | 946728      | 90Y 1",
                "90Y    | 230400         | 756         | 90Zr 1",
                "99mTc  | 21625.92       | 3.24        | 99Tc 0.999963; 99Ru 0.000037",
                "99Tc   | 6.66180936e12  | 3.786912e10 | 99Ru 1",
                "131I   | 693377.28      | 51.84       | 131Xe 1",
                "238U   | 1.409993568e17 | 9.46728e13  | 234Th 1",
                "234Th  | 2082240        | 2592        | 234mPa 1",
                "234mPa | 69.54          | 0.66        | 234U 0.9984; 234Pa 0.0016",
                "234Pa  | 24120          | 180         | 234U 1",
                "234U   | 7.7473908e12   | 1.893456e10 | 230Th 1",
                "230Th  | 2.37944304e12  | 9.46728e9   | 226Ra 1",
                "226Ra  | 5.049216e10    | 220903200   | 222Rn 1",
                "222Rn  | 330350.4       | 25.92       | 218Po 1",
                "218Po  | 185.88         | 0.72        | 214Pb 0.9998; 218At 0.0002",
                "218At  | 1.5            | 0.3         | 214Bi 0.999; 218Rn 0.001",
                "218Rn  | 0.035          | 0.005       | 214Po 1",
                "214Pb  | 1608           | 54          | 214Bi 1",
                "214Bi  | 1194           | 24          | 214Po 0.99979; 210Tl 0.00021",
                "214Po  | 1.643e-4       | 2e-6        | 210Pb 1",
                "210Tl  | 78             | 1.8         | 210Pb 1",
                "210Pb  | 700578720      | 6942672     | 210Bi 0.999999981; 206Hg 0.000000019",
                "206Hg  | 499.2          | 4.2         | 206Tl 1",
                "210Bi  | 433036.8       | 432         | 210Po 0.99999868; 206Tl 0.00000132",
                "206Tl  | 252.12         | 0.66        | 206Pb 1",
                "210Po  | 11955686.4     | 172.8       | 206Pb 1"
            })
    void everyIsotopeIsAsItsSourceHasIt(String name, double halfLife, double uncertainty, String branches) {
        Isotope isotope = TABLE.find(name).orElseThrow();
        assertEquals(halfLife, isotope.halfLife(), 1e-14 * halfLife);
        assertEquals(uncertainty, isotope.uncertainty(), 1e-14 * uncertainty);
        List<Isotope.Branch> expected = Arrays.stream(branches.split("; "))
                .map(branch -> new Isotope.Branch(
                        branch.substring(0, branch.lastIndexOf(' ')),
                        Double.parseDouble(branch.substring(branch.lastIndexOf(' ') + 1))))
                .toList();
        assertEquals(expected, isotope.branches());
    }

    /// None is left out above.
    @Test
    void theTableHoldsNoOthers() {
        assertEquals(32, TABLE.names().size());
    }
}
