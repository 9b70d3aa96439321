package hyades.images.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyades.farm.Item;
import hyades.farm.Outcome;
import hyades.images.Filtered;
import hyades.images.PixelSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryFileTest {
    @TempDir
    Path folder;

    /// To the byte what readers of earlier versions' files expect; the numbers read back to the same doubles.
    @Test
    void everyKindOfOutcomeHasItsLines() throws Exception {
        PixelSummary pixels = new PixelSummary(2, -0.5, 1.0 / 3, 1e9, 0.25, 13);
        PixelSummary dark = new PixelSummary(4, Double.NaN, Double.NaN, Double.NaN, Double.NaN, -1);
        List<Item> items = List.of(
                new Item("a.fits", 1),
                new Item("b.fits", 1),
                new Item("c \"d\".fits", 1),
                new Item("e\nf.fits", 1),
                new Item("g.fits", 1));
        SummaryFile.write(
                folder,
                items,
                List.of(
                        new Outcome.Done<>(
                                3,
                                9,
                                1,
                                new Filtered.Planes(
                                        List.of(
                                                new Filtered.Plane(0, 0, 5, 4, 16, pixels, 0.12345),
                                                new Filtered.Plane(2, 1, 2, 2, -64, dark, 1)),
                                        List.of("wrong sum: 'a'", "not \"so\" here"))),
                        new Outcome.Done<>(0, 0.00004, 1, new Filtered.Skipped()),
                        new Outcome.Failed<>(1, 2, 1, "no \"image\"\nin it", null),
                        new Outcome.Failed<>(1, 2, 1, "not there", null),
                        new Outcome.NotBegun<>()),
                "filtered");
        assertEquals("""
            file,hdu,plane,width,height,bitpix,missing,minimum,mean,maximum,deviation,\
            brightest_x,brightest_y,brightest_value,seconds,rank,outcome,warnings
            "a.fits",0,0,5,4,16,2,-0.5,0.3333333333333333,1.0E9,0.25,3,2,1.0E9,0.1235,3,"filtered","wrong sum: 'a'; not ""so"" here"
            "a.fits",2,1,2,2,-64,4,NaN,NaN,NaN,NaN,,,NaN,1.0000,3,"filtered","wrong sum: 'a'; not ""so"" here"
            "b.fits",,,,,,,,,,,,,,0.0000,0,"skipped",
            "c ""d"".fits",,,,,,,,,,,,,,2.0000,1,"failed: no ""image"" in it",
            "e f.fits",,,,,,,,,,,,,,2.0000,1,"failed: not there",
            """, Files.readString(folder.resolve("summary.csv")));
    }
}
