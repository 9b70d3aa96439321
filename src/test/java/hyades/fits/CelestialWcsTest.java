package hyades.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CelestialWcsTest {
    /// @param cards `KEY=value` with `;` between them
    private static Cards header(String cards) {
        Cards header = new Cards();
        header.putFirst(Arrays.stream(cards.split(";"))
                .map(card -> card.split("=", 2))
                .map(card -> "%-8s= %s".formatted(card[0], card[1]))
                .toList());
        return header;
    }

    /// 312 random headers over all projections, frames, poles, units, matrices and distortions, at four pixels each,
    /// against astropy (`wcs-golden.py` beside the file): 1e-9 degrees on the sky, and nothing where astropy has
    /// nothing.
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "wcs-golden.csv", numLinesToSkip = 1, maxCharsPerColumn = 20_000)
    void positionsAreAstropys(String name, String cards, String positions) {
        for (String line : positions.split(";")) {
            String[] fields = line.split(" ");
            double[] expected = {Double.parseDouble(fields[3]), Double.parseDouble(fields[4])};
            SkyPosition sky;
            try {
                sky = CelestialWcs.of(header(cards))
                        .position(
                                Double.parseDouble(fields[0]),
                                Double.parseDouble(fields[1]),
                                Integer.parseInt(fields[2]));
            } catch (IOException e) {
                sky = SkyPosition.none(e.getMessage());
            }
            String found = name + " " + cards + " at " + line + ": " + sky;
            assertEquals(Double.isNaN(expected[0]), !sky.reason().isEmpty(), found);
            if (!Double.isNaN(expected[0])) {
                double turn = Math.IEEEremainder(sky.longitude() - expected[0], 360);
                assertEquals(0, turn * Math.cos(Math.toRadians(expected[1])), 1e-9, found);
                assertEquals(expected[1], sky.latitude(), 1e-9, found);
            }
        }
    }

    /// What readers of FITS understand in several ways, or only with more than the header: better none than a wrong
    /// one. The line names what stands in the header.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "BITPIX=16                                | sky: no CTYPE of a celestial longitude",
                "CTYPE1='RA';CTYPE2='DEC'                 | sky: no CTYPE of a celestial longitude",
                "CTYPE1='RA---TAN';CTYPE2='FREQ'          | sky: no CTYPE of a celestial latitude",
                "CTYPE1='RA---TAN';CTYPE2='GLAT-TAN'      | sky: CTYPE RA---TAN and GLAT-TAN do not belong together",
                "CTYPE1='RA---TAN';CTYPE2='DEC--SIN'      | sky: CTYPE RA---TAN and DEC--SIN do not belong together",
                "CTYPE1='RA---TAN';CTYPE2='RA---TAN'      | sky: CTYPE1 and CTYPE2 are of one kind",
                "CTYPE1='HPLN-TAN';CTYPE2='HPLT-TAN'      | sky: CTYPE1 = HPLN-TAN is not read",
                "CTYPE1='RA---TAN-X';CTYPE2='DEC--TAN-X'  | sky: CTYPE1 = RA---TAN-X is not read",
                "CTYPE1='RA---TNX';CTYPE2='DEC--TNX'      | sky: projection TNX is not read",
                "CTYPE1='RA---HPX';CTYPE2='DEC--HPX'      | sky: projection HPX is not read",
                "CTYPE1='RA---CEA';CTYPE2='DEC--CEA';PV2_1=2 | sky: PV2_1 = 2.0: above 0, at most 1 expected",
                "TAN;CPDIS1='LOOKUP'                      | sky: distortion CPDIS1 = LOOKUP is not read",
                "TAN;D2IMDIS2='LOOKUP'                    | sky: distortion D2IMDIS2 = LOOKUP is not read",
                "TAN;PLTRAH=5;AMDX1=67.2                  | sky: the solution of a photographic plate, AMDX and AMDY,"
                        + " is not read",
                "TAN;PV1_5=0.1                            | sky: parameters PV1_m that TAN does not have",
                "TAN;PV2_1=1.01                           | sky: PV2_1, which TAN does not have",
                "TAN;A_ORDER=2                            | sky: SIP of A_ORDER 2 and B_ORDER 0: both from 2 to 9"
                        + " expected",
                "TAN;A_ORDER=2;B_ORDER=2                  | sky: SIP without CRPIX",
                "TAN;A_ORDER=2;B_ORDER=2;CRPIX1=1;CRPIX2=2;PV1_3=1;PV1_4=1 | sky: PV beside SIP",
                "TPV;CD1_1=1;CD2_2=1;PV1_1=1              | sky: TPV without PV2_1",
                "TPV;CD1_1=1;CD2_2=1;PV1_1=1;PV2_1=1;PV2_40=1 | sky: PV2_40 is no coefficient of TPV",
                "TPV;CDELT1=1;CDELT2=1;PV1_1=1;PV2_1=1    | sky: TPV without a CD matrix, or beside SIP",
                "CTYPE1='DEC--TPV';CTYPE2='RA---TPV';CD1_1=1 | sky: TPV with the latitude first",
                "TAN;CUNIT1='h'                           | sky: CUNIT1 = h is no known angle",
                "TAN;CDELT1=0                             | sky: CD, PC or CDELT leave less than two directions",
                "TAN;CD1_1=1;CD1_2=1                      | sky: CD, PC or CDELT leave less than two directions",
                "TAN;CRVAL2=91                            | sky: the reference point's latitude is beyond a pole",
                "CTYPE1='RA---CAR';CTYPE2='DEC--CAR';CRVAL2=60;LONPOLE=90 | sky: LONPOLE is impossible with this"
                        + " reference point",
                "CTYPE1='RA---CAR';CTYPE2='DEC--CAR';CRVAL2=-20;LATPOLE=0 | sky: LATPOLE = 0.0 is as near to the one"
                        + " possible pole as to the other",
                "TAN;CRVAL1=1;CRVAL1=2                    | header: CRVAL1 is both 1 and 2",
                "TAN;PC1_2=1;PC001002=2                   | header: PC1_2 is both 1 and 2",
                "TAN;CRPIX1='x'                           | header: CRPIX1 = x is not a number",
                "TAN;CRPIX1=NaN                           | header: CRPIX1 = NaN is not a number",
                "TAN;EQUINOX='now'                        | sky: EQUINOX = now is no year",
            })
    void whatIsNotCertainHasAReason(String cards, String reason) {
        IOException e = assertThrows(IOException.class, () -> CelestialWcs.of(header(whole(cards))));
        assertEquals(reason, e.getMessage());
    }

    /// Whatever stands in a header: a position or one line. Values of the golden headers are replaced at
    /// random, a tenth of them; nothing but an IOException may come.
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "wcs-golden.csv", numLinesToSkip = 1, maxCharsPerColumn = 20_000)
    void damagedHeadersAreRefusedInOneLine(String name, String cards) {
        Random random = new Random(name.hashCode());
        List<String> junk = List.of(
                "",
                "'",
                "x",
                "NaN",
                "1E400",
                "-0",
                "0",
                "1e-300",
                "1e300",
                "T",
                "99999999999999999999",
                "'RA---'",
                "-1",
                "7");
        for (int i = 0; i < 20; i++) {
            String damaged = Arrays.stream(cards.split(";"))
                    .map(card -> random.nextInt(10) > 0
                            ? card
                            : card.substring(0, card.indexOf('=') + 1) + junk.get(random.nextInt(junk.size())))
                    .collect(Collectors.joining(";"));
            try {
                SkyPosition sky = CelestialWcs.of(header(damaged)).position(10, 20, 1);
                assertEquals(sky.reason().isEmpty(), Math.abs(sky.latitude()) <= 90, damaged);
            } catch (IOException e) {
                assertTrue(e.getMessage().lines().count() == 1, damaged);
            }
        }
    }

    /// With TAN and TPV, the names of a pair, written out.
    private static String whole(String cards) {
        return cards.replaceFirst("^(TAN|TPV)", "CTYPE1='RA---$1';CTYPE2='DEC--$1'");
    }

    /// The standard's section 8.3: RADESYS, and what holds without it.
    @ParameterizedTest(name = "{0}: {1} {2} {3}")
    @CsvSource({
        "RADESYS='ICRS',                     equatorial, ICRS,     ''",
        "RADESYS='FK5',                      equatorial, FK5,      2000.0",
        "RADESYS='FK5';EQUINOX=1975,         equatorial, FK5,      1975.0",
        "RADECSYS='FK4-NO-E',                equatorial, FK4-NO-E, 1950.0",
        "BITPIX=8,                           equatorial, ICRS,     ''",
        "EQUINOX=1983.9,                     equatorial, FK4,      1983.9",
        "EQUINOX=1984,                       equatorial, FK5,      1984.0",
        "EQUINOX='J2000',                    equatorial, FK5,      2000.0",
        "EPOCH=1.95D3,                       equatorial, FK4,      1950.0",
        "EPOCH='2015-03-01',                 equatorial, ICRS,     ''",
        "EQUINOX=2000;EQUINOX=2.0D3,         equatorial, FK5,      2000.0",
        "CTYPE1='GLON-TAN';CTYPE2='GLAT-TAN';EQUINOX=2000, galactic, '', ''",
        "CTYPE1='ELON-TAN';CTYPE2='ELAT-TAN';EQUINOX=2000, ecliptic, FK5, 2000.0",
    })
    void theFrameIsTheStandards(String cards, String frame, String radesys, String equinox) throws IOException {
        SkyPosition sky = CelestialWcs.of(header(cards.contains("CTYPE") ? cards : whole("TAN;" + cards)))
                .position(3, 4, 0);
        assertEquals(frame + " " + radesys + " " + equinox, sky.frame() + " " + sky.radesys() + " " + sky.equinox());
    }

    /// The closed formula of textbooks for the tangent plane (Smart 1977, section 161) where the header is simplest.
    @Test
    void theTangentPlaneIsThatOfTextbooks() throws IOException {
        Random random = new Random(2);
        for (int i = 0; i < 200; i++) {
            double a = 360 * random.nextDouble();
            double d = Math.toRadians(180 * random.nextDouble() - 90);
            CelestialWcs wcs = CelestialWcs.of(
                    header(whole("TAN;CDELT1=-0.1;CDELT2=0.1;CRVAL1=%s;CRVAL2=%s".formatted(a, Math.toDegrees(d)))));
            int x = random.nextInt(200) - 100;
            int y = random.nextInt(200) - 100;
            double xi = Math.toRadians(-0.1 * (x + 1));
            double eta = Math.toRadians(0.1 * (y + 1));
            double away = Math.cos(d) - eta * Math.sin(d);
            double latitude = Math.atan2(Math.sin(d) + eta * Math.cos(d), Math.hypot(xi, away));
            SkyPosition sky = wcs.position(x, y, 0);
            double turn = Math.IEEEremainder(sky.longitude() - a - Math.toDegrees(Math.atan2(xi, away)), 360);
            assertEquals(0, turn * Math.cos(latitude), 1e-11);
            assertEquals(Math.toDegrees(latitude), sky.latitude(), 1e-11);
        }
    }

    /// A cube's planes are at other places of an axis that the matrix ties to the sky.
    @Test
    void thePlaneCounts() throws IOException {
        CelestialWcs wcs = CelestialWcs.of(header("CTYPE1='RA---CAR';CTYPE2='DEC--CAR';NAXIS3=2;NAXIS4=3;CRPIX4=1;"
                + "PC2_4=5;PC2_3=-1;CRPIX1=1;CRPIX2=1;CRPIX3=1"));
        for (int plane = 0; plane < 6; plane++) {
            assertEquals(plane / 2 * 5 - plane % 2, wcs.position(0, 0, plane).latitude(), 1e-12);
        }
    }

    /// Of 1e-11 degrees: some ten roundings of 180, twice.
    @ParameterizedTest
    @EnumSource(Projection.class)
    void theWayToThePlaneAndBackIsNone(Projection projection) {
        Random random = new Random(1);
        double[] parameters = {0, projection.parameters > 0 ? 0.3 : 0, projection.parameters > 1 ? -0.2 : 0};
        for (int i = 0; i < 1000; i++) {
            double phi = 358 * random.nextDouble() - 179;
            double theta = projection == Projection.TAN || projection == Projection.SIN
                    ? 25 + 64 * random.nextDouble()
                    : 178 * random.nextDouble() - 89;
            double[] plane = projection.toPlane(phi, theta, parameters);
            double[] point = projection.onSphere(plane[0], plane[1], parameters);
            double across = Math.cos(Math.toRadians(theta));
            assertEquals(phi * across, point[0] * across, 1e-11);
            assertEquals(theta, point[1], projection == Projection.CEA ? 1e-10 : 1e-11);
        }
    }

    /// The native pole lies where LONPOLE and the pole's place say, angles between points stay, and the fiducial point
    /// is at CRVAL: laws of a rotation that need no other program.
    @Test
    void theSphereIsTurnedAsAWhole() throws IOException {
        Random random = new Random(3);
        int turned = 0;
        for (int i = 0; i < 300; i++) {
            double[] reference = {360 * random.nextDouble(), 120 * random.nextDouble() - 60};
            double[] fiducial = {360 * random.nextDouble() - 180, i % 3 == 0 ? 90 : 160 * random.nextDouble() - 80};
            double lonpole = i % 2 == 0 ? Double.NaN : 360 * random.nextDouble() - 180;
            Sphere sphere;
            try {
                sphere = new Sphere(reference[0], reference[1], fiducial[0], fiducial[1], lonpole, 90);
            } catch (IOException e) {
                continue;
            }
            turned++;
            double[] back = sphere.celestial(fiducial[0], fiducial[1]);
            assertEquals(0, distance(reference, back), 1e-9);
            double[] first = {360 * random.nextDouble(), 180 * random.nextDouble() - 90};
            double[] second = {360 * random.nextDouble(), 180 * random.nextDouble() - 90};
            double[] firstSeen = sphere.celestial(first[0], first[1]);
            double[] secondSeen = sphere.celestial(second[0], second[1]);
            assertEquals(distance(first, second), distance(firstSeen, secondSeen), 1e-9);
            double[] pole = sphere.celestial(0, 90);
            double native90 = Double.isNaN(lonpole) ? fiducial[0] + (reference[1] < fiducial[1] ? 180 : 0) : lonpole;
            assertEquals(90, sphere.celestial(native90, pole[1])[1], 1e-6); // the celestial pole is as far from it
        }
        assertTrue(turned > 200, turned + " turned");
    }

    /// The angle between two points [deg], by its chord, which is exact for small ones.
    private static double distance(double[] first, double[] second) {
        double[] a = vector(first);
        double[] b = vector(second);
        double chord = Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
        return 2 * Math.toDegrees(Math.asin(Math.min(1, chord / 2)));
    }

    private static double[] vector(double[] point) {
        double longitude = Math.toRadians(point[0]);
        double latitude = Math.toRadians(point[1]);
        return new double[] {
            Math.cos(latitude) * Math.cos(longitude), Math.cos(latitude) * Math.sin(longitude), Math.sin(latitude)
        };
    }
}
