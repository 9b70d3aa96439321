package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.text.Quantity;
import hyades.text.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UnitsTest {
    /// In exact fractions: 1.3271244e20 m³/s² over 30,856,775,814,913,673,000 m (km/s)², and by the cube of
    /// 149,597,870,700 m and the square of a day or of 365.25 of them, rounded once. Gauss's constant is that of
    /// an orbit of one au of a body without mass, 0.01720209895 a day, by which the au was defined until 2012:
    /// the nominal GM of the Sun is off by 3e-10 of that.
    @Test
    void gravityFollowsFromTheSun() {
        assertEquals(6.67430e-11, Units.SI.gravitationalConstant());
        assertEquals(1, Units.NBODY.gravitationalConstant());
        assertEquals(4.300917270036279e-6, Units.ASTRO.gravitationalConstant());
        assertEquals(39.476926408897626, Units.SOLAR.gravitationalConstant());
        assertEquals(2.9591220819207774e-4, Units.SOLAR_DAY.gravitationalConstant());
        double gauss = 0.01720209895 * 0.01720209895;
        assertEquals(gauss, Units.SOLAR_DAY.gravitationalConstant(), 1e-9 * gauss);
    }

    /// The Sun at the end of one unit of length: GM/(r v²) = 1 with the speed of the circle there, of which the
    /// formulas
    /// of SI say as much. 1e-14: a dozen roundings.
    @ParameterizedTest
    @EnumSource(names = "NBODY", mode = EnumSource.Mode.EXCLUDE)
    void gravityIsThatOfNatureInAllUnitsThatAreKnown(Units units) {
        double si = 6.67430e-11 * units.inSi(Dimension.MASS) / units.inSi(Dimension.LENGTH);
        double own = units.gravitationalConstant() * Math.pow(units.inSi(Dimension.VELOCITY), 2);
        assertEquals(si, own, 1e-14 * si);
        assertEquals(
                units.inSi(Dimension.MASS) * Math.pow(units.inSi(Dimension.VELOCITY), 2),
                units.inSi(Dimension.ENERGY),
                1e-14 * units.inSi(Dimension.ENERGY));
    }

    /// A kpc in km is the time of one of them at 1 km/s, in s: 977.792 million years of 31,557,600 s.
    @Test
    void theTimeOfGalaxiesIsAKiloparsecAtAKilometreASecond() {
        assertEquals(1000, Units.ASTRO.inSi(Dimension.VELOCITY));
        assertEquals(0.977792, Units.ASTRO.inSi(Dimension.TIME) / 31_557_600e9, 1e-6);
    }

    @ParameterizedTest(name = "{0}: {1} is {3}")
    @CsvSource({
        "ASTRO, 1 kpc, LENGTH, 1",
        "ASTRO, 10 pc, LENGTH, 0.01",
        "ASTRO, 1 Msun, MASS, 1",
        "ASTRO, 1e10, MASS, 1e10",
        "SOLAR, 1 au, LENGTH, 1",
        "SOLAR, 5 Myr, TIME, 5e6",
        "SOLAR, -1 yr, TIME, -1",
        "SOLAR_DAY, 1 h, TIME, 0.041666666666666664",
        "SOLAR_DAY, 1 yr, TIME, 365.25",
        "SI, 1 h, TIME, 3600",
        "SI, 0.1, TIME, 0.1",
        "NBODY, 0.1, TIME, 0.1"
    })
    void whatIsTypedIsRoundedOnce(Units units, String text, Dimension dimension, double value) {
        Quantity.Amount amount = switch (dimension) {
            case LENGTH -> Quantity.length(text);
            case MASS -> Quantity.mass(text);
            default -> TimeUnit.amount(text);
        };
        assertEquals(value, units.of(dimension, amount));
    }

    @ParameterizedTest(name = "{1} of {0}")
    @CsvSource({"NBODY, 1 kpc, a number alone", "SI, 1e999, less", "ASTRO, 1e-310 m, more", "SI, 1e-999, more"})
    void whatIsNoNumberInTheseUnitsIsRefused(Units units, String text, String expected) {
        Quantity.Amount amount = Quantity.length(text);
        String complaint = assertThrows(IllegalArgumentException.class, () -> units.of(Dimension.LENGTH, amount))
                .getMessage();
        assertTrue(complaint.startsWith("expected " + expected), complaint);
    }

    /// A body of 1 kg at 1 m with 1 m/s, by the sizes of the units; the mass by GM, with a G that is not that of SI
    /// twice as large. Three roundings each: 4e-16.
    @Test
    void bodiesKeepTheirGmInOtherUnits() {
        Bodies bodies = Bodies.empty(2, 1).called(new Labels(java.util.List.of("7"), null));
        bodies.mass[0] = bodies.position[1][0] = bodies.velocity[0][0] = 1;
        Bodies there = Units.SOLAR.of(bodies, Units.SI, 2 * 6.67430e-11, Units.SOLAR.gravitationalConstant());
        assertEquals(2 / 1.988409870698051e30, there.mass[0], 4e-16 / 1e30);
        assertArrayEquals(new double[] {1 / 149597870700.0}, there.position[1], 4e-16 / 149597870700.0);
        assertArrayEquals(new double[] {31557600 / 149597870700.0}, there.velocity[0], 4e-16 * 3e-4);
        assertEquals(0, there.position[0][0]);
        assertEquals("7", there.labels().id(0));
    }

    /// Every unit of `quantities.csv` and of a figure is one of SI's, or none.
    @Test
    void aUnitTakesThePlaceOfThatOfSi() {
        assertEquals("kpc", Units.ASTRO.inPlaceOf("m"));
        assertEquals("kpc/(km/s)", Units.ASTRO.inPlaceOf("s"));
        assertEquals("Msun (au/yr)²", Units.SOLAR.inPlaceOf("J"));
        assertEquals("au³/(Msun d²)", Units.SOLAR_DAY.inPlaceOf("m³/(kg s²)"));
        assertEquals("J", Units.SI.inPlaceOf("J"));
        assertEquals("", Units.NBODY.inPlaceOf("kg"));
        assertEquals("", Units.ASTRO.inPlaceOf(""));
        assertEquals("0.5 kpc", Units.ASTRO.say(Dimension.LENGTH, 0.5));
        assertEquals("0.5", Units.NBODY.say(Dimension.LENGTH, 0.5));
    }

    @ParameterizedTest
    @EnumSource
    void aNameIsThatOfTheCommandLine(Units units) {
        assertSame(units, Units.named(units.toString()).orElseThrow());
        assertSame(Units.SI, Units.named("SI").orElseThrow());
        assertTrue(Units.named("those of G").isEmpty());
    }
}
