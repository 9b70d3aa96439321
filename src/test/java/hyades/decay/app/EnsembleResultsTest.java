package hyades.decay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyades.decay.DecayChain;
import hyades.decay.HalfLifeFit;
import hyades.decay.Isotope;
import hyades.decay.Method;
import hyades.decay.Plan;
import hyades.decay.Tally;
import hyades.run.Members;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnsembleResultsTest {
    private static final Isotope PARENT = Isotope.unnamed(1.5);

    private static EnsembleResults of(int firstRun, double decays, double exposures) {
        Plan plan = new Plan(DecayChain.alone(PARENT), List.of(100), 1, 3, Method.TRIALS, 1, firstRun, 4, 0);
        return new EnsembleResults(plan, new Tally(plan), new HalfLifeFit(decays, exposures, 3));
    }

    /// Steps of 3 s. Limits at p = 15.9 % for what happened where all decayed within the first step, 3·ln 2/-ln(1 -
    /// 0.159^(1/4)) = 2.1 s, and none in 5: 5·3·ln 2/1.841 = 5.6 s; pulls √(2·4·ln(4/3)) and √(2·5·ln 4). The third
    /// is Clopper & Pearson's by scipy 1.17: 1.311 to 1.731 s.
    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "4  | 4    | half-life fitted less than 2.1 s, put in 1.5 s: pull −1.5",
                "0  | 5    | half-life fitted more than 5.6 s, put in 1.5 s: pull 3.7",
                "75 | 100  | half-life fitted 1.50 +0.23 −0.19 s, put in 1.5 s: pull 0.0",
            })
    void theFitIsAValueOrALimit(double decays, double exposures, String words) {
        assertEquals(words, of(0, decays, exposures).halfLife());
    }

    /// The runs of a share have the numbers they have in the whole ensemble, from 0.
    @Test
    void theFirstRunIsTheEnsemblesOwnNumber() {
        Members<Object> members = new Members<>();
        of(3, 1, 2).describe(members, 0);
        assertEquals(3, members.get("firstRun"));
        assertEquals(0, members.get("runsFromCheckpoint"));
        assertEquals(4, members.get("runs"));
    }
}
