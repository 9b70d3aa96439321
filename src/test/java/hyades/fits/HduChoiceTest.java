package hyades.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HduChoiceTest {
    @TempDir
    Path folder;

    /// A file of HDUs that are named so: `-` has no name, `--` no pixels, `[` is one row, `{` a table; cards in
    /// parentheses.
    private Path file(String names) throws IOException {
        TestFile file = new TestFile();
        for (String each : names.split(" +(?![^(]*\\))")) {
            String name =
                    each.replaceFirst("\\(.*", "").replaceFirst("^[\\[{]", "").replace('_', ' ');
            String[] cards =
                    each.contains("(") ? each.replaceAll(".*\\(|\\)", "").split(" ") : new String[0];
            switch (each.charAt(0)) {
                case '{' -> file.table(name);
                case '[' -> file.noise(name, 8, 1, cards);
                default -> {
                    if (name.startsWith("--")) {
                        file.empty("", cards);
                    } else {
                        file.noise(name.equals("-") ? "" : name, 8, 6, cards);
                    }
                }
            }
        }
        return file.write(folder.resolve("a.fits"));
    }

    private static String chosen(Path file, String... texts) throws IOException {
        try (ByteSource source = ByteSource.open(file)) {
            List<ImageHdu> chosen = HduChoice.parse(List.of(texts)).of(FitsFiles.read(source));
            return chosen.stream().map(hdu -> "" + hdu.index()).collect(Collectors.joining(" "));
        }
    }

    /// Structures of files as the archives of these telescopes have them.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "HST ACS flt | -- SCI,1 ERR,1 DQ,1 SCI,2 ERR,2 DQ,2 D2IMARR,1 D2IMARR,2 WCSDVARR,1 WCSDVARR,2 {WCSCORR"
                        + " | 1 4",
                "HST WFC3 IR ima | -- SCI,1 ERR,1 DQ,1 SAMP,1 TIME,1 SCI,2 ERR,2 DQ,2 SAMP,2 TIME,2 | 1 6",
                "HST drz | -- SCI,1 WHT,1 CTX,1 {HDRTAB | 1",
                "JWST cal | -- SCI,1 ERR,1 DQ,1 AREA,1 VAR_POISSON,1 VAR_RNOISE,1 VAR_FLAT,1 {ASDF | 1",
                "JWST i2d | -- SCI ERR CON WHT VAR_POISSON {HDRTAB {ASDF | 1",
                "JWST ramp | -- SCI PIXELDQ GROUPDQ ERR ZEROFRAME {GROUP REFOUT | 1",
                "SDSS frame | - [ {- {- | 0",
                "SDSS MaNGA | -- FLUX IVAR MASK DISP PREDISP [WAVE SPECRES {OBSINFO GIMG GPSF | 1",
                "DESI arm | -- [B_WAVELENGTH B_FLUX B_IVAR B_MASK B_RESOLUTION | 2",
                "DESI preproc | IMAGE IVAR MASK READNOISE | 0",
                "LSST calexp | -- IMAGE MASK VARIANCE {ARCHIVE_INDEX | 1",
                "DES | SCI MSK WGT | 0",
                "ESO by class | -- A(HDUCLAS1='IMAGE' HDUCLAS2='DATA') B(HDUCLAS1='IMAGE' HDUCLAS2='ERROR')"
                        + " C(HDUCLAS1='IMAGE' HDUCLAS2='QUALITY') | 1",
                "ESO MUSE | -- DATA STAT DQ | 1",
                "ESO KMOS | -- IFU.1.DATA IFU.1.NOISE IFU.2.DATA IFU.2.NOISE | 1 3",
                "ESO X-shooter | FLUX ERRS QUAL | 0",
                "Gemini | -- SCI,1 VAR,1 DQ,1 OBJMASK,1 SCI,2 VAR,2 DQ,2 {MDF | 1 5",
                "Euclid VIS | -- CCDID_1-1.SCI CCDID_1-1.RMS CCDID_1-1.FLG CCDID_1-2.SCI CCDID_1-2.RMS CCDID_1-2.FLG |"
                        + " 1 4",
                "TESS FFI | -- CAMERA.CCD_1.1_cal CAMERA.CCD_1.1_uncert | 1",
                "NOIRLab image | --(PRODTYPE='image') S29 S30 N1 | 1 2 3",
                "a mosaic without names | -- - - - | 1 2 3",
                "a mosaic by numbers | -- im1 im2 CHIP1.INT1 | 1 2 3",
                "an image and its mask | - MASK | 0",
                "a name that says nothing | PRIMARY | 0",
                "a name without letters | -- + SCI | 2",
                "spectra alone | [ [FOO | 0 1",
                "one of Hyades | - UNCERT USED | 0",
            })
    void takesWhatIsScience(String kind, String names, String expected) throws Exception {
        assertEquals(expected, chosen(file(names)), kind);
    }

    /// A file of weights by a card of the primary header alone, as of NOIRLab; or by its names.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--(PRODTYPE='wtmap') S29 S30 | 0, 1 S29, 2 S30",
                "--(PRODTYPE='dqmask') S29    | 0, 1 S29",
                "-- DQ ERR {CAT               | 0, 1 DQ, 2 ERR, 3 CAT"
            })
    void withoutScienceItIsSaidWhatThereIs(String names, String there) throws Exception {
        Path file = file(names);
        assertEquals(
                "no science image in it, by the names of its HDUs: " + there + "; --hdu takes others",
                assertThrows(IOException.class, () -> chosen(file)).getMessage());
        assertEquals("1", chosen(file, "1"));
    }

    @ParameterizedTest(name = "--hdu {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1         | 1",
                "4,1       | 1 4",
                "SCI       | 1 4",
                "sci,2     | 4",
                "SCI,2;DQ  | 3 4 6",
                "DQ , 1    | 3",
                "all       | 1 2 3 4 5 6 8",
                "'N1 A'    | 8",
                "4;N1 A,1  | 4 8",
            })
    void takesNamesVersionsAndNumbers(String options, String expected) throws Exception {
        Path file = file("-- SCI,1 ERR,1 DQ,1 SCI,2 ERR,2 DQ,2 {TAB N1_A");
        assertEquals(expected, chosen(file, options.split(";")));
    }

    @ParameterizedTest(name = "--hdu {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "SCI,3 | HDU SCI,3: not there; there are 0, 1 SCI,1, 2 TAB",
                "ERR   | HDU ERR: not there; there are 0, 1 SCI,1, 2 TAB",
                "TAB   | HDU TAB: no image; there are 0, 1 SCI,1, 2 TAB",
                "7     | HDU 7: not there; there are 0, 1 SCI,1, 2 TAB",
            })
    void whatIsNotThereIsRefused(String option, String message) throws Exception {
        Path file = file("-- SCI,1 {TAB");
        assertEquals(
                message,
                assertThrows(IOException.class, () -> chosen(file, option)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "1,", "SCI,", "SCI,x", "SCI,1,2", "-1", "1,SCI", "99999999999"})
    void whatIsNoHduIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> HduChoice.parse(List.of(text)));
    }

    /// What belongs to which image.
    @Test
    void uncertaintiesBelongToImages() throws Exception {
        assertEquals("[2 ERR,1] [5 ERR,2]", uncertainties("-- SCI,1 ERR,1 DQ,1 SCI,2 ERR,2 DQ,2"));
        assertEquals("[2 B IVAR] [5 R IVAR]", uncertainties("-- B_FLUX B_IVAR B_MASK R_FLUX R_IVAR"));
        assertEquals("[2 IVAR B] [4 IVAR R]", uncertainties("-- FLUX_B IVAR_B FLUX_R IVAR_R"));
        assertEquals("[2 ERR, 3 VAR POISSON]", uncertainties("-- SCI ERR VAR_POISSON DQ"));
        assertEquals("[1 STAT]", uncertainties("- STAT"));
        assertEquals("[] []", uncertainties("-- SCI,1 SCI,2 ERR,3"));
    }

    private String uncertainties(String names) throws IOException {
        try (ByteSource source = ByteSource.open(file(names))) {
            List<ImageHdu> hdus = FitsFiles.read(source);
            return HduChoice.SCIENCE.of(hdus).stream()
                    .map(hdu -> hdu.uncertainties(hdus).toString())
                    .collect(Collectors.joining(" "));
        }
    }

    @Test
    void ofManyHdusTheFirstAreNamed() throws Exception {
        String[] names = new String[30];
        Arrays.fill(names, "DQ");
        Path file = file(String.join(" ", names));
        String message = assertThrows(IOException.class, () -> chosen(file)).getMessage();
        assertEquals(true, message.contains("19 DQ and 10 more; --hdu"), message);
    }
}
