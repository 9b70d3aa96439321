package hyades.vo.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `vo cone` and `vo cross` from their line to their page, and what all searches refuse.
@Isolated // it listens to standard output and error
class VoSearchTest extends SearchCase {
    @Test
    void aConeIsPrintedAndSavedInThreeFormats() throws IOException {
        assertEquals(0, hyades("vo cone --name NGC4782 --radius 0.04 --out @/run"), said);
        assertTrue(said.contains("NGC4782: 12 54 35.70 −12 34 07.0 (193.648750, -12.568610), GiP: 3 objects"), said);
        assertTrue(said.indexOf("NGC 4783") < said.indexOf("Made-up cluster around NGC 4782"), said);
        assertEquals("name,ra,dec,type,separation", lines("run/objects.csv").getFirst());
        assertEquals(
                "NGC 4782,193.64875,-12.56861,GiP,0.0", lines("run/objects.csv").get(1));
        assertEquals(4, lines("run/objects.csv").size());
        assertTrue(text("run/objects.vot").contains("<TD>NGC 4783</TD>"));
        assertTrue(Files.size(folder.resolve("run/objects.fits")) > 5000);
        assertTrue(text("run/report.html").contains("NGC 4783"));
        assertTrue(text("run/report.html").contains("<title>Cone search: 3 objects around 1 target</title>"));
        RunRecord record = RunRecord.read(folder.resolve("run/run.json"));
        assertEquals(3.0, record.results().get("objects"));
        assertEquals(193.64875, record.results().get("ra"));
    }

    /// The same objects by coordinates, in the form of hours, give the same files.
    @Test
    void coordinatesDoAsWellAsAName() throws IOException {
        assertEquals(0, hyades("vo cone --name NGC4782 --out @/a"), said);
        assertEquals(0, hyades("vo cone --ra 193.64875 --dec -12d34m6.996s --out @/b --quiet"), said);
        for (String file : List.of("objects.csv", "objects.vot", "objects.fits")) {
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("a").resolve(file)),
                    Files.readAllBytes(folder.resolve("b").resolve(file)),
                    file);
        }
    }

    /// Those that are found are written, the others told of; exit code 3.
    @Test
    void aListIsLookedUpAndItsFailuresAreTold() throws IOException {
        Files.writeString(
                folder.resolve("list.csv"), Files.readString(Path.of("jobs/vo-targets.csv")) + "NGC9999,,,\n");
        assertEquals(3, hyades("vo cone --list @/list.csv --out @/run"), said);
        assertTrue(said.contains("rank 0: NGC9999: failed: simbad.cds.unistra.fr knows no object of this name"), said);
        assertTrue(said.contains("M1: 05 34 31.78 +22 01 02.6 (83.632400, 22.017400), SNR: 2 objects"), said);
        assertEquals(
                List.of(
                        "target,outcome,ra,dec,radius,objects,cut,reason",
                        "\"NGC4782\",done,193.64875,-12.56861,0.04,3,false,",
                        "\"M1\",done,83.6324,22.0174,0.04,2,false,",
                        "\"a place\",done,10.5,41.25,0.1,2,false,",
                        "\"NGC9999\",failed,,,0.04,,,\"simbad.cds.unistra.fr knows no object of this name\""),
                lines("run/targets.csv"));
        String page = text("run/report.html");
        assertTrue(page.contains("Where it was looked"), page);
        assertTrue(page.contains("<tr class=\"failed\"><td>NGC9999</td>"), page);
        assertEquals(
                "target,name,ra,dec,type,separation", lines("run/objects.csv").getFirst());
        assertEquals(8, lines("run/objects.csv").size());
    }

    @Test
    void anAnswerThatIsCutIsWarnedOf() throws IOException {
        assertEquals(0, hyades("vo cone --name NGC4782 --maxrec 2 --out @/run"), said);
        assertTrue(said.contains("rank 0: warning: NGC4782: the service cut the answer at 2 rows"), said);
        assertTrue(lines("run/targets.csv").get(1).endsWith(",2,true,"));
    }

    /// To find the name takes 0.4 s of the 0.6 s that there are for a target: what the objects around it take is too
    /// much
    /// together, and not alone.
    @ParameterizedTest
    @ValueSource(strings = {"vo cone --name NGC4782", "vo sky --name NGC4782"})
    void theTimeoutIsATargetsInAll(String line) throws IOException {
        for (String file :
                List.of("simbad-named-ngc4782.txt", "simbad-cone-ngc4782.txt", "simbad-cone-ngc4782-wide.txt")) {
            Path reply = folder.resolve("replies").resolve(file);
            Files.writeString(reply, Files.readString(reply).replaceFirst("\n200\n", "\n200\nLatency: 0.4 s\n"));
        }
        assertEquals(1, hyades(line + " --timeout 0.6 --no-report --out @/run"), said);
        assertTrue(
                said.contains("NGC4782: failed: POST https://simbad.cds.unistra.fr/simbad/sim-tap/sync: no answer in"
                        + " time"),
                said);
        assertEquals(
                0,
                hyades(line.replace("--name NGC4782", "--ra 193.64875 --dec -12.56861")
                        + " --timeout 0.6 --no-report --out @/run"),
                said);
    }

    @Test
    void aNameThatNobodyHasLeavesNothing() {
        assertEquals(1, hyades("vo cone --name NGC9999 --out @/run"), said);
        assertTrue(said.contains("rank 0: NGC9999: failed: simbad.cds.unistra.fr knows no object"), said);
        assertTrue(Files.notExists(folder.resolve("run")));
        assertEquals(1, hyades("vo sky --name NGC9999 --out @/run"), said);
        assertTrue(Files.notExists(folder.resolve("run")));
    }

    /// One line, exit code 2, and nothing asked.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vo cone | --name : expected a name, or --ra and --dec",
                "vo cone --ra 12h | --ra 12h: expected both",
                "vo cone --ra 25h --dec 1 | --ra 25h: expected degrees from 0",
                "vo cone --ra 1 --dec 91 | --dec 91: expected degrees from -90",
                "vo cone --name x --ra 1 --dec 1 | --name x: expected no --ra",
                "vo cone --name x --radius 0 | --radius 0.0: expected above 0",
                "vo cone --name x --list y | --list y: expected no --name",
                "vo cone --list @/none | none: no such file",
                "vo cone --name x --table a;b --service http://x.y/tap | --table a;b: expected letters",
                "vo cone --name x --table a | --table a: expected --service URL beside it",
                "vo cone --name x --ra-column a | --ra-column : expected --table beside it",
                "vo cone --name x --columns a,b' | --columns b': expected letters",
                "vo cone --name x --service ftp://x | --service ftp://x: expected the address",
                "vo cone --name x --maxrec 0 | --maxrec 0: expected from 1",
                "vo cone --name x -n 2 | -n 2: expected 1",
                "vo cross @/none.fits | none.fits: expected a file that is there",
                "vo cross " + IMAGE + " --peaks 0 | --peaks 0: expected at least 1",
                "vo sky --name x --fov 61 | --fov 61.0: expected from 0.001 to 60.0 degrees",
                "vo sky --name x --image @/none.fits | none.fits: expected a file that is there",
                "vo sky --name x --aladin @ | expected the file of Aladin Lite's script",
                "vo sky --name x --aladin " + IMAGE + " | f32.fits: expected a script, which is text in UTF-8"
            })
    void wrongUsageIsToldInOneLine(String line, String expected) {
        assertEquals(2, hyades(line.strip()), said);
        assertTrue(said.contains(expected), said);
        assertEquals(1, said.lines().count(), said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x,y/1,2; line 1: expected the columns name, or ra and dec",
                "name,ra,dec/a,1,; line 2: expected a name, or ra and dec",
                "name,radius/a,91; line 2: expected above 0, at most 90.0 degrees",
                "name,radius/a,wide; line 2: radius wide: expected degrees",
                "name,Radius/a,0x1p3d; line 2: radius 0x1p3d: expected degrees",
                "RA,Dec/10,5,41,2; line 2: 4 fields under 2 columns",
                "ra,dec/1,2/1,99; line 3: expected degrees from -90",
                "name; no targets in it",
                "name,ra,dec/a,1,2/b,1,2/a,1,3; list.csv, line 4: a is the name of another target above: expected one"
                        + " of its own",
                "name,radius/M1,0.1/M1,0.2; line 3: M1 is the name of another target above"
            })
    void listsThatAreWrongAreToldOf(String list, String expected) throws IOException {
        Files.writeString(folder.resolve("list.csv"), list.replace('/', '\n') + "\n");
        assertEquals(2, hyades("vo cone --list @/list.csv"), said);
        assertTrue(said.contains(expected), said);
    }

    /// Which file, and why.
    @Test
    void listsThatCannotBeReadAreToldOf() throws IOException {
        Files.createDirectory(folder.resolve("folder"));
        Files.write(folder.resolve("latin1"), new byte[] {'n', 'a', 'm', 'e', '\n', 'M', (byte) 0xfc, '\n'});
        for (String name : List.of("folder: Is a directory", "latin1: is not text in UTF-8", "none: no such file")) {
            String file = name.substring(0, name.indexOf(':'));
            assertEquals(2, hyades("vo cone --list @/" + file), said);
            assertTrue(said.startsWith("hyades: --list %s/%s%n".formatted(folder, name)), said);
            assertEquals(2, hyades("vo check --from @/" + file), said);
            assertTrue(said.startsWith("hyades: --from %s/%s%n".formatted(folder, name)), said);
        }
    }

    /// A line twice, with the mark of UTF-8 that editors of Windows put before it.
    @Test
    void whatStandsInAListTwiceIsLookedUpOnce() throws IOException {
        String list = "\uFEFFname,ra,dec,radius\nM1,,,\na place,10.5,41.25,0.1\nM1,,,\n";
        Files.writeString(folder.resolve("list.csv"), list);
        assertEquals(0, hyades("vo cone --list @/list.csv --radius 0.04 --no-report --out @/run"), said);
        assertEquals(3, lines("run/targets.csv").size());
    }

    /// The nearest object to the brightest pixel, which images brightest puts at 56.724269434
    /// +24.033197910: 0.0144° to the west of the first star by the cosine of 24°, and 0.0032° north of
    /// it; 53.0″.
    @Test
    void theBrightestPixelsAreLookedUp() throws IOException {
        Files.writeString(folder.resolve("no.fits"), "no");
        assertEquals(3, hyades("vo cross " + IMAGE + " @/no.fits --out @/run"), said);
        assertTrue(said.contains("no.fits: failed: "), said);
        List<String> lines = lines("run/matches.csv");
        assertEquals(6, lines.size());
        assertTrue(
                lines.get(1)
                        .endsWith(",0,0,13,1,14,2,115.50021362304688,56.724269434,24.033197910,"
                                + "\"Made-up 1 in the Pleiades\",\"*\",56.74,24.03,52.987"),
                lines.get(1));
        assertEquals(3, lines("run/targets.csv").size());
        String page = text("run/report.html");
        assertTrue(page.contains("The brightest pixels"));
        assertTrue(page.contains("<title>What images show: 7 objects in 1 field of 2 files</title>"), page);
        assertEquals(
                1.0, RunRecord.read(folder.resolve("run/run.json")).results().get("fields"));
        assertFalse(page.contains("fits_x"), "what a page has room for");
        assertTrue(page.contains("52.987"), page);
    }
}
