package hyades.gas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of gas as other programs see them: read by bytes here.
class GasFileTest {
    private static final int FITS_BLOCK = 2880;
    private static final int CARD = 80;
    private static final Grid GRID = new Grid(5, 4, 3, 0.25);

    @TempDir
    Path folder;

    /// An HDU: its cards by key, values as text without quotes and comments, and its pixels.
    private record Hdu(Map<String, String> cards, double[] pixels) {
        double number(String key) {
            return Double.parseDouble(cards.get(key));
        }
    }

    private static List<Hdu> read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        assertEquals(0, bytes.length % FITS_BLOCK);
        List<Hdu> hdus = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            Map<String, String> cards = new LinkedHashMap<>();
            for (String card = ""; !card.startsWith("END "); at += CARD) {
                card = new String(bytes, at, CARD, StandardCharsets.US_ASCII);
                if (card.startsWith("= ", 8)) {
                    String value = card.substring(10).strip();
                    boolean isText = value.startsWith("'");
                    cards.put(
                            card.substring(0, 8).strip(),
                            isText ? value.substring(1, value.indexOf("'", 1)).strip() : value.split("/")[0].strip());
                }
            }
            at = Math.ceilDiv(at, FITS_BLOCK) * FITS_BLOCK;
            int count = 0;
            if (!cards.get("NAXIS").equals("0")) {
                count = 1;
                for (int axis = 1; axis <= Integer.parseInt(cards.get("NAXIS")); axis++) {
                    count *= Integer.parseInt(cards.get("NAXIS" + axis));
                }
            }
            double[] pixels = new double[count];
            ByteBuffer.wrap(bytes, at, count * Double.BYTES).asDoubleBuffer().get(pixels);
            hdus.add(new Hdu(cards, pixels));
            at += Math.ceilDiv(count * Double.BYTES, FITS_BLOCK) * FITS_BLOCK;
        }
        return hdus;
    }

    private List<Hdu> written(Set<Quantity> fields, Gravity gravity) throws IOException {
        GasFields gas = GasFields.of(
                GRID,
                (x, y, z) -> new GasState(
                        value(0, x, y, z), value(1, x, y, z), value(2, x, y, z), value(3, x, y, z), value(4, x, y, z)));
        Boundaries around = Boundaries.of("reflecting,outflow,periodic,periodic,reflecting,reflecting");
        Medium medium = new Medium(1.3, gravity);
        GasPlan plan = new GasPlan("test", GRID, List.of(1, 1, 1), around, medium, 0.8, 1, 0, 10, fields);
        Path file = folder.resolve("gas.fits");
        GasFile.write(file, gas, plan, new GasMoment(42, 0.375, 1));
        return read(file);
    }

    private static double value(int quantity, int x, int y, int z) {
        return 1000 * quantity + 100 * z + 10 * y + x + 0.1;
    }

    /// Where a cell is follows from CRPIX, CRVAL and CDELT as the FITS standard has it: cell i of n has its middle at
    /// (i - (n - 1)/2) widths from the middle of the grid.
    @Test
    void eachQuantityIsACubeWithItsUnitAndPlace() throws IOException {
        List<Hdu> hdus = written(EnumSet.allOf(Quantity.class), null);
        assertEquals(6, hdus.size());
        List<String> names = List.of("DENSITY", "VX", "VY", "VZ", "PRESSURE");
        List<String> units = List.of("kg m-3", "m s-1", "m s-1", "m s-1", "Pa");
        int[] lengths = {5, 4, 3};
        for (int f = 0; f < names.size(); f++) {
            Hdu hdu = hdus.get(f + 1);
            assertEquals(names.get(f), hdu.cards.get("EXTNAME"));
            assertEquals(units.get(f), hdu.cards.get("BUNIT"));
            assertEquals("-64", hdu.cards.get("BITPIX"));
            assertEquals(0.375, hdu.number("TIME"));
            for (int axis = 1; axis <= 3; axis++) {
                int length = lengths[axis - 1];
                assertEquals(length, hdu.number("NAXIS" + axis));
                assertEquals("XYZ".substring(axis - 1, axis), hdu.cards.get("CTYPE" + axis));
                assertEquals("m", hdu.cards.get("CUNIT" + axis));
                for (int i = 0; i < length; i++) {
                    double place = hdu.number("CRVAL" + axis)
                            + (i + 1 - hdu.number("CRPIX" + axis)) * hdu.number("CDELT" + axis);
                    assertEquals(0.25 * (i - 0.5 * (length - 1)), place);
                }
            }
            for (int i = 0; i < hdu.pixels.length; i++) { // x is the fastest, then y
                assertEquals(value(f, i % 5, i / 5 % 4, i / 20), hdu.pixels[i]);
            }
        }
    }

    @Test
    void theGasAndWhatPullsItStandInThePrimaryHeader() throws IOException {
        Map<String, String> cards =
                written(EnumSet.allOf(Quantity.class), new Gravity(3, 0.125)).getFirst().cards;
        assertEquals("0.375", cards.get("TIME"));
        assertEquals("42", cards.get("STEP"));
        assertEquals("1.3", cards.get("GAMMA"));
        assertEquals("reflecting,outflow,periodic,periodic,reflecting,reflecting", cards.get("BOUNDARY"));
        assertEquals("3.0", cards.get("GRAVGM"));
        assertEquals("0.125", cards.get("GRAVSOFT"));
        assertNull(written(EnumSet.of(Quantity.VX), null).getFirst().cards.get("GRAVGM"));
    }

    @Test
    void onlyTheFieldsThatAreAskedForAreWritten() throws IOException {
        List<Hdu> hdus = written(EnumSet.of(Quantity.PRESSURE, Quantity.DENSITY), null);
        assertEquals(
                Arrays.asList(null, "DENSITY", "PRESSURE"),
                hdus.stream().map(hdu -> hdu.cards.get("EXTNAME")).toList());
        assertEquals(value(4, 0, 0, 0), hdus.getLast().pixels[0]);
    }
}
