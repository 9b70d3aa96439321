package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyades.partition.Subrange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Kernels that take as long as they say, by a clock of the test.
class DeviceTrialTest {
    private long now;

    /// @param begin what each call takes [ns]
    /// @param each what a source takes for a target [ns]
    private GravityKernel taking(double begin, double each) {
        return new GravityKernel() {
            @Override
            public void accelerate(
                    double[][] s, double[] gm, double softening, double[][] x, Subrange targets, double[][] a) {
                now += Math.round(begin + each * gm.length * targets.length());
            }

            @Override
            public void accelerateWithJerk(
                    double[][] s,
                    double[][] u,
                    double[] gm,
                    double softening,
                    double[][] x,
                    double[][] v,
                    Subrange targets,
                    double[][] a,
                    double[][] j) {
                throw new AssertionError("few schemes ask");
            }

            @Override
            public void potential(double[][] x, double[] gm, double softening, Subrange targets, double[] phi) {
                throw new AssertionError("it is the accelerations that take the time of a run");
            }

            @Override
            public String description() {
                return "taking";
            }
        };
    }

    /// With n² interactions at 1 ns on each of the processor's threads, and on the device 0.01 ns after what it
    /// takes to begin, the device wins from the least power of two where begin + 0.01 n² < n² / threads: of 10⁶ ns
    /// and one thread n > 1005, of four n > 2041, of 10⁸ n > 10050 and 20412; from 256 to 16384 are tried.
    @ParameterizedTest(name = "{0} ns, {1} threads: {2}")
    @CsvSource({
        "1000, 1, 256",
        "1000000, 1, 1024",
        "1000000, 4, 2048",
        "100000000, 1, 16384",
        "100000000, 4, 2147483647",
        "1000, 200, 2147483647"
    })
    void theDeviceWinsFromWhereItsStartIsPaid(double begin, int threads, int from) {
        DeviceTrial trial = new DeviceTrial(taking(0, 1), taking(begin, 0.01), threads, () -> now);
        assertEquals(from, trial.winsFrom());
    }
}
