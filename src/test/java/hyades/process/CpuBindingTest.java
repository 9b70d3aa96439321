package hyades.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CpuBindingTest {
    private static List<String> complaints(String... cpusOnOneNode) {
        return CpuBinding.complaints(IntStream.range(0, cpusOnOneNode.length)
                .mapToObj(rank -> new CpuBinding(rank, "n1", cpusOnOneNode[rank]))
                .toList());
    }

    @Test
    void ranksWithCoresOfTheirOwnAreFine() {
        assertEquals(List.of(), complaints("0", "1", "2-3"));
        assertEquals(List.of(), complaints("0-3", "0-3", "0-3", "0-3"));
        assertEquals(List.of(), complaints("0,2", "0,2"));
        assertEquals(List.of(), complaints("", ""), "where the system does not say");
    }

    @Test
    void ranksOnOneCoreAreNamed() {
        assertEquals(
                List.of("ranks 0, 2 on n1 may run on core 0 only, and take turns there"
                        + " (SLURM_CPU_BIND binds otherwise)"),
                complaints("0", "1-3", "0"));
        assertEquals(
                List.of("ranks 0, 1, 2 on n1 may run on cores 0-1 only, and take turns there"
                        + " (SLURM_CPU_BIND binds otherwise)"),
                complaints("0-1", "1", "0-1"));
    }

    @Test
    void theSameNumberOnAnotherNodeIsAnotherCore() {
        assertEquals(
                List.of(), CpuBinding.complaints(List.of(new CpuBinding(0, "n1", "0"), new CpuBinding(1, "n2", "0"))));
    }

    @Test
    void linuxTellsWhereThisProcessMayRun() {
        String cpus = CpuBinding.ofThisProcess(0, "n1").cpus();
        assertFalse(cpus.isEmpty());
        assertEquals(List.of(), CpuBinding.complaints(List.of(new CpuBinding(0, "n1", cpus))));
    }
}
