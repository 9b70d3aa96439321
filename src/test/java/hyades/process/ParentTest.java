package hyades.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ParentTest {
    /// A process id says nothing about a process of another machine, or of a container.
    @Test
    void aScriptElsewhereIsNotLookedAt() {
        String here = Parent.machine();
        assertEquals(OptionalLong.of(17), Parent.onThisMachine(here + "/17"));
        assertEquals(OptionalLong.empty(), Parent.onThisMachine(here.replaceFirst("^.", "x") + "/17"));
        assertEquals(OptionalLong.empty(), Parent.onThisMachine(here + "1/17"));
        assertEquals(OptionalLong.empty(), Parent.onThisMachine("//17"));
        assertEquals(OptionalLong.empty(), Parent.onThisMachine(""));
    }

    /// A shell that has replaced itself buries none of its children: the killed one stays in the list.
    @Test
    void aProcessThatNobodyHasBuriedIsGone() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 60 & echo $!; exec sleep 60").start();
        try {
            long child = Long.parseLong(parent.inputReader().readLine());
            assertTrue(Parent.isAlive(child));
            Path name = Path.of("/proc", Long.toString(parent.pid()), "comm");
            long replaced = System.nanoTime() + 5_000_000_000L;
            while (!Files.readString(name).strip().equals("sleep") && System.nanoTime() < replaced) {
                Thread.sleep(10);
            }
            ProcessHandle.of(child).orElseThrow().destroyForcibly();
            long end = System.nanoTime() + 5_000_000_000L;
            while (Parent.isAlive(child) && System.nanoTime() < end) {
                Thread.sleep(10);
            }
            assertFalse(Parent.isAlive(child));
            assertTrue(ProcessHandle.of(child).isPresent(), "somebody has buried it: the test shows nothing");
        } finally {
            parent.destroyForcibly();
        }
    }
}
