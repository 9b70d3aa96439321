package hyades.tables;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.comm.TestRanks;
import hyades.farm.Item;
import hyades.farm.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributedTablesTest {
    private static final RandomTable TABLE = new RandomTable(30, 17, new Distribution.Poisson(20), 123);
    private static final int COUNT = 7;

    @TempDir
    Path folder;

    private List<String> generate(int ranks, Path to) throws IOException {
        Files.createDirectories(to);
        List<Outcome<String>> outcomes = TestRanks.run(ranks, world -> {
                    try {
                        return new DistributedTables(world).generate(TABLE, COUNT, to, false);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .getFirst();
        List<String> sums = new ArrayList<>();
        for (Outcome<String> outcome : outcomes) {
            sums.add(assertInstanceOf(Outcome.Done.class, outcome).result().toString());
        }
        return sums;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 8})
    void filesAreTheSameOnAnyNumberOfRanks(int ranks) throws IOException {
        List<String> alone = generate(1, folder.resolve("1"));
        assertEquals(alone, generate(ranks, folder.resolve("2")));
        for (int i = 0; i < COUNT; i++) {
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("1").resolve(RandomTable.file(i))),
                    Files.readAllBytes(folder.resolve("2").resolve(RandomTable.file(i))));
        }
        assertEquals(COUNT, alone.stream().distinct().count(), "tables of different numbers are different");
    }

    /// Kept from when it was written: the same seed is to give the same table ever after.
    @Test
    void aTableKeepsItsBytes() throws IOException {
        assertEquals(
                List.of("87dd40b74865a00c40254a8fb499731da5ffb04f25df06e60e0ef0b9198b46c8"),
                generate(1, folder).subList(0, 1));
    }

    /// What is found is what was written, whoever reads it, and the file that is none is told.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void filesAreReadBack(int ranks) throws IOException {
        List<String> sums = generate(1, folder);
        Path bad = folder.resolve("bad.csv");
        Files.writeString(bad, "1,2\n3\n");
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            items.add(new Item(folder.resolve(RandomTable.file(i)).toString(), i));
        }
        items.add(new Item(bad.toString(), 1));
        DistributedTables.Found found = TestRanks.run(ranks, world -> {
                    try {
                        return new DistributedTables(world).check(items, Cells.of(TABLE.distribution()));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .getFirst();
        long numbers = 0;
        for (int i = 0; i < COUNT; i++) {
            TableFacts facts = (TableFacts)
                    assertInstanceOf(Outcome.Done.class, found.files().get(i)).result();
            assertEquals(sums.get(i), facts.sha256());
            assertEquals(TABLE.rows(), facts.rows());
            assertEquals(TABLE.columns(), facts.columns());
            assertTrue(facts.fit().probability() > 1e-6); // false alarms: one in a million seeds
            numbers += facts.moments().count();
        }
        assertEquals((long) COUNT * TABLE.rows() * TABLE.columns(), numbers);
        assertTrue(assertInstanceOf(Outcome.Failed.class, found.files().getLast())
                .reason()
                .equals("line 2: expected 2 columns, found 1"));
        long counted = 0;
        for (long count : found.counts()) {
            counted += count;
        }
        assertEquals(numbers, counted, "a damaged table counts for nothing");
    }
}
