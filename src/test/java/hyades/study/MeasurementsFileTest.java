package hyades.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.storage.WatchedDisk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementsFileTest {
    private static final Surroundings AROUND = new Surroundings(24, 0.12, 1.5, 0.5, 0.75, true, 2);
    private static final Measurement ONE =
            new Measurement(1, 1, 0, "", 2, 50, 0.75, 1, 1.5, 1.75, 3, 0.5, Surroundings.UNKNOWN);
    private static final Measurement TWO =
            new Measurement(2, 1, 0, "big", 1.0 / 3, Double.NaN, 1, 1, 1, 1, 1, 0, AROUND);

    @TempDir
    Path folder;

    private final WatchedDisk disk = new WatchedDisk();
    private MeasurementsFile file;

    @BeforeEach
    void create() throws IOException {
        file = new MeasurementsFile(disk.path(folder).resolve("measurements.csv"));
        file.create();
        file.append(ONE);
        disk.told();
    }

    /// Measuring takes minutes, and a job is never measured twice.
    @Test
    void aMeasurementIsOnTheDiskBeforeTheNextJobStarts() throws IOException {
        file.append(TWO);
        assertEquals(
                List.of("write measurements.csv", "sync measurements.csv"),
                disk.told().stream().filter(event -> !event.startsWith("cut")).toList());
        assertEquals(List.of(ONE, TWO), file.read());
    }

    /// Reading leaves the file as it is: it may be another study's.
    @Test
    void aLineWithoutItsEndCountsForNothingAndMakesWayForTheNext() throws IOException {
        String whole = Files.readString(file.file());
        Files.writeString(file.file(), "2,1,0,bi", StandardOpenOption.APPEND);
        assertEquals(List.of(ONE), file.read());
        assertEquals(whole + "2,1,0,bi", Files.readString(file.file()));
        file.append(TWO);
        assertEquals(List.of(ONE, TWO), file.read());
    }

    /// Of no bytes on the disk.
    @Test
    void aFileLargerThanAnyStudysIsNotRead() throws IOException {
        try (RandomAccessFile large =
                new RandomAccessFile(folder.resolve("measurements.csv").toFile(), "rw")) {
            large.setLength(3L << 30);
        }
        assertEquals(
                file.file() + ": is damaged: 3221225472 bytes, more than any study has",
                assertThrows(IOException.class, file::read).getMessage());
    }

    /// What versions before wrote had no columns on the machine: it can still be compared with.
    @Test
    void aFileOfAnEarlierVersionIsRead() throws IOException {
        Files.writeString(
                file.file(),
                "ranks,threads,repeat,size,wallSeconds,rate,meanComputeSeconds,maxComputeSeconds,parallelSeconds,"
                        + "busySeconds,cpuSeconds,gcSeconds\n1,1,0,,2.0,50.0,0.75,1.0,1.5,1.75,3.0,0.5\n");
        assertEquals(List.of(ONE), file.read());
    }

    @Test
    void aFileOfOtherColumnsIsNotWrittenTo() throws IOException {
        Files.writeString(file.file(), "ranks\n1\n");
        assertTrue(assertThrows(IOException.class, () -> file.append(TWO))
                .getMessage()
                .contains("measurements.csv: is damaged: expected a first line 'ranks,threads,"));
        assertEquals("ranks\n1\n", Files.readString(file.file()));
    }
}
