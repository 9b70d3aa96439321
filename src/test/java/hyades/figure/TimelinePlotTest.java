package hyades.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyades.trace.Activity;
import hyades.trace.Event;
import hyades.trace.Track;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelinePlotTest {
    @TempDir
    Path folder;

    private static Event event(Activity activity, String name, String about, long start, long end) {
        return new Event(activity, name, about, start, end, null);
    }

    /// Rank 0 computes for the first half and communicates for the second; what rank 1 left out was one fourth
    /// computing, so that its row is blue in its lowest fourth only.
    @Test
    void thePictureShowsWhoDidWhat() throws Exception {
        long second = 1_000_000_000L;
        long[] sums = new long[1 + Activity.values().length];
        sums[0] = 9;
        sums[1 + Activity.COMPUTE.ordinal()] = second / 2;
        List<Track> tracks = List.of(
                new Track(
                        0,
                        "host",
                        7,
                        List.of(
                                event(Activity.COMPUTE, "a", null, 0, second),
                                event(Activity.COMMUNICATION, "b", null, second, 2 * second))),
                new Track(1, "host", 7, List.of(new Event(Activity.LEFT_OUT, "", null, 0, 2 * second, sums))));
        Path file = folder.resolve("timeline.png");
        TimelinePlot.write(file, tracks, OptionalInt.empty());
        BufferedImage picture = ImageIO.read(file.toFile());
        int blue = 0xFF000000 | Palette.BLUE;
        int[] first = {picture.getRGB(400, 90), picture.getRGB(1100, 90)};
        assertEquals(blue, first[0]);
        assertEquals(0xFF000000 | Palette.VERMILLION, first[1]);
        int rows = 0;
        for (int y = 118; y < 172; y++) {
            rows += picture.getRGB(1100, y) == blue ? 1 : 0;
        }
        assertEquals(52 / 4, rows, 1); // the row without its gap, to the pixel
    }
}
