package hyades.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembersTest {
    @TempDir
    Path folder;

    @Test
    void aSecondEqualNameIsRefusedEvenIfTheFirstValueIsNull() {
        Members<Object> members = new Members<>();
        members.put("firstRun", null);
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> members.put("firstRun", 10));
        assertEquals("'firstRun' stands twice: null, 10", refusal.getMessage());
    }

    /// The order is that of putting, neither that of names nor of their hashes.
    @Test
    void aFileHasTheMembersInTheirOrder() throws Exception {
        Members<Object> members = new Members<>();
        members.put("steps", 3000);
        members.put("bodies", null);
        members.put("a \"name\"", Double.NaN);
        Path file = folder.resolve("members.json");
        Json.write(file, members);
        assertEquals("""
            {
              "steps": 3000,
              "bodies": null,
              "a \\"name\\"": null
            }
            """, Files.readString(file));
    }
}
