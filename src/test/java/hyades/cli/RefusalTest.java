package hyades.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.page.SampleRuns;
import hyades.process.Starter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is refused before anything is written: one line on standard error, exit code 2, and all files as they were.
@Isolated // it listens to standard error
class RefusalTest {
    private static final String SAMPLE = "src/test/resources/hyades/images/fits/f32.fits";

    @TempDir
    Path folder;

    private Path frame;
    private byte[] pixels;

    /// What a command said and how it ended.
    private record Answer(int code, String text) {}

    /// `{}` is the test's folder.
    private Answer hyades(String arguments) {
        List<String> words = Arrays.stream(arguments.strip().split(" +"))
                .map(word -> word.replace("{}", folder.toString()).replace("''", ""))
                .toList();
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            int code = Launch.byUser(new Starter.User(words));
            return new Answer(code, said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(before);
        }
    }

    private void assertRefused(String arguments, String expected) {
        Answer answer = hyades(arguments);
        assertEquals(2, answer.code, answer::text);
        assertEquals(1, answer.text.lines().count(), answer::text);
        String line = expected.strip().replace("{}", folder.toString());
        assertTrue(answer.text.startsWith("hyades: " + line), answer::text);
    }

    @BeforeEach
    void layFiles() throws IOException {
        frame = folder.resolve("a.fits");
        Files.copy(Path.of(SAMPLE), frame);
        pixels = Files.readAllBytes(frame);
        Files.createSymbolicLink(folder.resolve("link.png"), frame);
        Files.createLink(folder.resolve("hard.png"), frame);
        Files.copy(frame, folder.resolve("picture.png"));
        Files.copy(frame, folder.resolve("combined.fits"));
        Files.copy(frame, folder.resolve("a_highpass.fits"));
        Files.writeString(folder.resolve("a.png"), "mine");
        Files.copy(frame, folder.resolve("snapshot-00000001.fits"));
        Files.writeString(folder.resolve("final.csv"), "mass,x,y,z,vx,vy,vz\n1,0,0,0,0,0,0\n1,1,0,0,0,0,0\n");
        try (RandomAccessFile large =
                new RandomAccessFile(folder.resolve("large").toFile(), "rw")) {
            large.setLength(3L << 30); // and none on the disk
        }
        Files.createSymbolicLink(folder.resolve("start.csv"), folder.resolve("final.csv"));
        Files.createSymbolicLink(folder.resolve("again"), folder);
    }

    /// What a sweep cannot do it says before it begins; what follows `:::` is no option and no file of arguments.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--from {}/none echo | --from {}/none: expected a file that can be read",
                "--timeout x echo ::: a | --timeout x: expected a number, and a unit of",
                "--timeout 0% echo ::: a | --timeout 0%: expected more than 0%",
                "--halt later echo ::: a | --halt later: expected never, soon, now, soon,fail=N or now,fail=N",
                "--retries -1 echo ::: a | --retries -1: expected a number of 0 or more",
                "--delay -1s echo ::: a | --delay -1s: expected 0 or more",
                "--shell fish echo ::: a | --shell fish: expected a shell of Bourne's kind",
                "--shell no-such-shell echo ::: a | --shell no-such-shell: expected a program that is there",
                "--joblog /dev/null echo ::: a | --joblog /dev/null: expected the name of a file, which is replaced",
                "--joblog {}/none/log echo ::: a | --joblog {}/none/log: expected a file in a folder that is there",
                "--from {}/a.png --joblog {}/a.png echo | --joblog: {}/a.png is the input {}/a.png",
                "--csv {}/final.csv echo {speed} | '{speed}': no such column, expected one of mass, x, y, z, vx, vy,"
                        + " vz",
                "--csv {}/a.fits echo | --csv {}/a.fits",
                "--results {}/r echo ::: a a | tasks 1 and 2 have the same values, and would both write into {}/r/1/a",
                "--results {}/a.png echo ::: a | --results {}/a.png: expected a folder, or the name of one that is not",
                "--from {}/again echo | --from {}/again: cannot be read: Is a directory",
                "--csv {}/again echo | --csv {}/again: cannot be read: Is a directory",
                "echo :::+ a | :::+: expected behind ::: or beside --from",
                "echo {2} ::: a | '{2}': expected at most 1, the number of inputs",
                "echo $'{1}' ::: a | a replacement string stands in $'...'",
                "echo ::: @x \uFFFD | '\uFFFD': its name is no text",
                "--resume {} | --resume {}: {}/checkpoint.bin: there is no such checkpoint",
                "--resume {} --resume-failed {} | --resume {}: expected no --resume-failed beside it",
                "-j4 echo ::: a | Unknown option: '-j4'; did you mean -n?",
                "--jobs 4 echo ::: a | Unknown option: '--jobs'; did you mean -n?",
            })
    void aSweepSaysWhatItCannotDo(String arguments, String line) throws IOException {
        assertRefused("sweep " + arguments, line);
        assertEquals("mine", Files.readString(folder.resolve("a.png")));
    }

    /// What is typed or piped stays where it is.
    @ParameterizedTest
    @ValueSource(strings = {"echo", "--from - echo", "--csv - echo {a}", "--resume {} --from - echo"})
    void aSweepOnSlurmHasNoStandardInput(String arguments) {
        assertRefused("--on slurm sweep " + arguments, "--on slurm: standard input does not reach the ranks");
    }

    /// An input is one file, by whatever name, link or folder.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "images view {}/a.fits --out {}/link.png   | --out {}/link.png: {}/link.png is the input {}/a.fits",
                "images view {}/a.fits --out {}/hard.png   | --out {}/hard.png: {}/hard.png is the input {}/a.fits",
                "images view {}/a.fits --out {}/a.fits     | --out {}/a.fits: expected a name that ends in .png",
                "images view {}/picture.png                | FILE {}/picture.png: {}/picture.png is the input",
                "images view {}/a.fits                     | {}/a.png: is there: --out {}/a.png replaces it",
                "images filter {}/a.fits --out {}/again --name {stem}.fits --overwrite | {}/again/a.fits is the input",
                "images filter {}/a.fits {}/a.png --share 2/2 --out {} --name {stem}.png --overwrite | {}/a.png is the"
                        + " input",
                "images filter {}/a.fits {}/a_highpass.fits --share 1/2 --out {} --overwrite | {}/a_highpass.fits is"
                        + " the input {}/a_highpass.fits",
                "images filter {}/a.fits {}/a_highpass.fits --share 2/2 --out {}/again --overwrite |"
                        + " {}/again/a_highpass.fits is the input {}/a_highpass.fits",
                "images filter {}/a.fits --out {} --name hard.png --overwrite | {}/hard.png is the input {}/a.fits",
                "images filter {}/a.fits --mask {}/combined.fits --name combined.fits --out {} --overwrite |"
                        + " {}/combined.fits is the input {}/combined.fits",
                "images combine {}/a.fits {}/hard.png --mask {}/combined.fits --out {} --overwrite | --out {}:"
                        + " {}/combined.fits is the input",
                "images view {}/a.fits --mask {}/picture.png --out {}/picture.png | --out {}/picture.png:"
                        + " {}/picture.png is the input",
                "images filter {}/a.fits[0] --out {} --name a.fits --overwrite | {}/a.fits is the input {}/a.fits",
                "images combine {}/a.fits {}/combined.fits[0][1:2,*] --out {} --overwrite | --out {}: {}/combined.fits"
                        + " is the input",
                "images view {}/picture.png[0] --out {}/picture.png | FILE {}/picture.png[0]: expected a file that is",
                "images view {}/a.fits[0] --out {}/hard.png | --out {}/hard.png: {}/hard.png is the input {}/a.fits",
                "images combine {}/a.fits {}/combined.fits --out {} --overwrite | --out {}: {}/combined.fits is the"
                        + " input",
                "nbody --initial {}/final.csv --out {} --overwrite | --out {}: {}/final.csv is the input",
                "nbody --initial {}/snapshot-00000001.fits --out {} --overwrite | --out {}: {}/snapshot-00000001.fits"
                        + " is the",
                "nbody --initial {}/start.csv --out {}/again --overwrite | --out {}/again: {}/again/final.csv is the"
                        + " input",
            })
    void nothingIsWrittenOnAnInput(String arguments, String line) throws IOException {
        assertRefused(arguments, line);
        assertArrayEquals(pixels, Files.readAllBytes(frame));
        assertTrue(Files.readString(folder.resolve("final.csv")).startsWith("mass,"));
        assertEquals("mine", Files.readString(folder.resolve("a.png")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}/a.fits                                        | INPUT {}/a.fits: expected at least two frames",
                "{}/a.fits {}/none.fits                           | {}/none.fits: no such file",
                "{}/a.fits {}/combined.fits --hdu 1,SCI           | --hdu 1,SCI: expected numbers from 0 as in 1,4, a",
                "{}/a.fits {}/combined.fits --memory much         | Invalid value for option '--memory': 'much':"
                        + " expected",
                "{}/a.fits {}/combined.fits --low 3               | --low, --high with --reject none: expected a rule",
                "{}/a.fits {}/combined.fits --center mean         | --center with --reject none: expected --reject"
                        + " sigma",
                "{}/a.fits {}/combined.fits --iterations 2        | --iterations with --reject none: expected --reject",
                "{}/a.fits {}/combined.fits --reject minmax --low 1.5 | --low 1.5: expected a number of values, at"
                        + " least 0",
                "{}/a.fits {}/combined.fits --reject sigma --high -1 | --high -1.0: expected at least 0",
                "{}/a.fits {}/combined.fits --reject sigma --low NaN | --low NaN: expected at least 0",
                "{}/a.fits {}/combined.fits --bitpix 8            | --bitpix 8: expected 16, 32, -32 or -64",
                "{}/a.fits {}/combined.fits --weights ivar        | --weights ivar: expected --method mean",
                "{}/a.fits {}/combined.fits --weights ivar --method mean --reject minmax | --weights ivar: expected"
                        + " another --reject",
                "{}/a.fits {}/combined.fits --exposure EXPTIME    | --exposure EXPTIME: expected --scale exposure"
                        + " beside it",
            })
    void framesThatCannotBeCombinedAreRefused(String arguments, String line) {
        assertRefused("-n 1 images combine " + arguments, line);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}/a.fits                              | images calibrate: expected --bias, --dark or --flat",
                "{}/a.fits --bias {}/none.fits          | --bias {}/none.fits: expected a file that is there",
                "{}/a.fits --bias {}/a.png              | {}/a.png: not FITS",
                "{}/a.fits --dark {}/picture.png        | {}/picture.png: has no EXPTIME: expected a time above 0",
                "{}/a.fits --bias {}/picture.png --exposure T  | --exposure T: expected --dark beside it",
                "{}/a.fits --bias {}/picture.png --flat-level median | --flat-level MEDIAN: expected --flat beside it",
                "{}/a.fits --bias {}/picture.png --gain 2 | --gain 2.0: expected --read-noise beside it, or neither",
                "{}/a.fits --bias {}/picture.png --read-noise 2 | --read-noise 2.0: expected --gain beside it, or",
                "{}/a.fits --bias {}/picture.png --gain 0 --read-noise 1 | --gain 0.0: expected a number above 0",
                "{}/a.fits --bias {}/picture.png --gain 1 --read-noise -1 | --read-noise -1.0: expected a number, at",
                "{}/a.fits --bias {}/picture.png --flat-least 1 | --flat-least 1.0: expected --flat beside it",
                "{}/a.fits --flat {}/picture.png --flat-least Infinity | --flat-least Infinity: expected a number",
                "{}/a.fits --bias {}/combined.fits --out {} --name combined.fits --overwrite | {}/combined.fits is the"
                        + " input {}/combined.fits",
                "{}/a.fits --bias {}/picture.png --out {} --name a.fits --overwrite | {}/a.fits is the input {}/a.fits",
            })
    void framesThatCannotBeCalibratedAreRefused(String arguments, String line) throws IOException {
        assertRefused("-n 1 images calibrate " + arguments, line);
        assertArrayEquals(pixels, Files.readAllBytes(frame));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "nbody --step 3                     | Unknown options: '--step', '3'; did you mean --steps or --stop",
                "nbodi                              | Unmatched argument at index 0: 'nbodi'; did you mean nbody?",
                "nbody --steps many                 | Invalid value for option '--steps': 'many': expected a whole"
                        + " number",
                "nbody --steps -1                   | --steps -1: expected 0 to 2^53",
                "-n 0 hello                         | -n 0 --threads 1: expected at least 1",
                "--on moon hello                    | Invalid value for option '--on': expected one of",
                "--engine threads --on processes hello | --engine threads: expected mpj, since the ranks of --on",
                "nbody --dt 0                       | --dt 0: expected a time, not 0",
                "nbody --initial plummer --dimensions 2 | --initial plummer: A Plummer sphere has 3 dimensions, not 2",
                "nbody --initial kepler --bodies 5  | --initial kepler: kepler has 2 bodies, not 5",
                "nbody --initial nowhere.csv        | --initial nowhere.csv: neither a readable file nor one of",
                "nbody --eccentricity 1             | --eccentricity 1.0: expected 0 to below 1",
                "nbody --encounter 0                | --encounter 0: expected a positive length",
                "nbody --escape -1                  | --escape -1: expected a positive length",
                "nbody --on-collision stop          | --on-collision stop: expected bodies with radii: a FILE with a",
                "nbody --escape 9 --field point:mass=1 | --escape 9: expected none in external fields, where no energy",
                "nbody --snapshot-every 0           | --snapshot-every 0: expected at least 1",
                "nbody --snapshot-at 1,-2           | --snapshot-at -2: expected times, at least 0",
                "nbody --snapshot-at soon           | Invalid value for option '--snapshot-at' (T): 'soon': expected",
                "nbody --dt 2 --steps 5 --snapshot-at 3,11.1 | --snapshot-at 11.1: expected at most 10.0 s, where the",
                "nbody --scheme ias15 --time 3 --snapshot-at 3.1 | --snapshot-at 3.1: expected at most 3.0 s, where"
                        + " the",
                "nbody export {}/final.csv --out {}/new | Missing required option: '--to=FORMAT'",
                "nbody export {}/final.csv --to vtk --out {}/new | Invalid value for option '--to': expected one of"
                        + " csv",
                "nbody export {}/none.csv --to csv --out {}/new | {}/none.csv: expected a run directory or a file that",
                "nbody export src --to csv --out {}/new | DIR src: expected a run of nbody, with a final.csv or a",
                "nbody export {}/final.csv --to csv --out {}/a.png | --out {}/a.png: expected a file that is not"
                        + " there,",
                "nbody export {}/final.csv --to csv --out {}/again | --out {}/again: expected a file, found a folder",
                "nbody export {}/final.csv --to csv --overwrite --out {}/start.csv | --out {}/start.csv: {}/start.csv"
                        + " is",
                "nbody export {}/final.csv --to csv --out {}/none/new | --out {}/none/new: expected a file in a",
                "nbody export {}/a.fits --to csv --out {}/new | {}/a.fits: no binary table in it; there are 0",
                "nbody --kernel fast                | Invalid value for option '--kernel': expected one of"
            })
    void aRunThatCannotBeIsRefused(String arguments, String line) {
        assertRefused(arguments, line);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "decay --half-life -1               | --half-life -1: expected a positive time",
                "decay --half-life 1,parsec         | --half-life 1,parsec: expected a number, and a unit of ps, ns,",
                "decay --half-life 1 --isotope 8Li  | --half-life 1: expected no --isotope beside it",
                "decay --half-life 1 --chain        | --chain : expected an --isotope, whose descendants are known",
                "decay --max-time 1 --dt 2          | --dt 2: expected at most --max-time, 1.0 s",
                "decay --max-time 1 --dt 1e-9       | --dt 1e-9: expected at least 1/999999 of --max-time",
                "decay --dt 0                       | --dt 0: expected a positive time",
                "decay --half-life 1e308            | --half-life 1e308: expected 1.0E-290 to 1.0E290 s",
                "decay --runs 1.5                   | Invalid value for option '--runs': '1.5': expected a whole"
                        + " number",
                "decay --runs 0                     | --runs 0: expected 1 to 2147483647",
                "decay --particles 0                | --particles 0: expected 1 to 2147483647",
                "decay --particles 2147483648       | --particles 2147483648: expected 1 to 2147483647",
                "decay --initial 90Sr=1,137Cs=1     | --initial 90Sr=1,137Cs=1: 137Cs: expected what 90Sr decays",
                "decay --initial 90Sr=5 --particles 5 | --initial 90Sr=5: expected no --particles beside it",
                "decay --initial 90Sr=5 --isotope 90Sr | --initial 90Sr=5: expected no --isotope beside it",
                "decay --initial 90Sr=5 --method trials | --method trials: expected binomial, which alone draws",
                "decay --efficiency 0               | --efficiency 0.0: expected above 0, at most 1",
                "decay --efficiency 1.5             | --efficiency 1.5: expected above 0, at most 1",
                "decay --background -1              | --background -1.0: expected 0 to ",
                "decay --dead-time 0                | --dead-time 0: expected a positive time",
                "decay --paralyzable                | --paralyzable : expected a --dead-time beside it",
                "decay --half-life 1 --sample-uncertainty | --sample-uncertainty : expected a table with the",
                "decay --isotope 8Lu                | --isotope 8Lu: unknown; did you mean 8Li, ",
                "decay --isotope 238U --chain --method trials | --method trials: expected binomial, which alone",
                "decay --method fast                | Invalid value for option '--method': expected one of"
            })
    void aDecayThatCannotBeIsRefused(String arguments, String line) {
        assertRefused(arguments, line);
    }

    /// Before the run; nothing of what is there is touched.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--steps 10 --no-plots --out /proc/hyades | --out /proc/hyades: cannot make /proc/hyades",
                "--steps 10 --no-plots --out {}/a.png     | --out {}/a.png: is a file, expected a folder",
                "--steps 10 --no-plots --out {}/a.png/b   | --out {}/a.png/b: cannot write into {}/a.png",
                "--steps 10 --no-plots --out /dev/full    | --out /dev/full: is a file, expected a folder",
                "--initial {}                             | --initial {}: neither a readable file nor one of",
                "--initial {}/a.fits                      | --initial {}/a.fits: cannot read it: no binary table in"
                        + " it;",
                "--initial {}/a.fits[1:2,3:4]             | --initial {}/a.fits[1:2,3:4]: expected an HDU as in [1],",
                "--initial {}/named.csv --softening 0 --dt 1 --snapshot-every 5 | --snapshot-every 5: expected ids and"
                        + " names in ASCII, which is what FITS holds, found 'Πρόκυον'",
                "--softening-kernel spline --kernel opencl | --kernel opencl: expected auto, vector or scalar, no"
                        + " device computes --softening-kernel spline",
                "--initial kepler --softening-kernel spline | --initial kepler: expected a --softening above 0 beside"
                        + " --softening-kernel spline, found none",
                "--initial {}/massless.csv --softening 0  | --initial {}/massless.csv: expected bodies with mass,"
                        + " or a --field that pulls at them"
            })
    void filesThatCannotBeAreRefused(String arguments, String line) throws IOException {
        Files.writeString(folder.resolve("massless.csv"), "mass,x,y,vx,vy\n0,1,2,0,0\n");
        Files.writeString(folder.resolve("named.csv"), "name,mass,x,y,vx,vy\nΠρόκυον,1,1,2,0,0\n");
        assertRefused("nbody " + arguments, line);
        assertEquals("mine", Files.readString(folder.resolve("a.png")));
    }

    @ParameterizedTest(name = "{0}: line {1}, column {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "mass,x,y,vx,vy;1,0,0,0,0;1,zero,0,0,0 | 3 | x",
                "mass,x,y,vx,vy;1,0,0,0,Infinity       | 2 | vy",
                "mass,x,y,vx,vy;-1,0,0,0,0             | 2 | mass",
                "mass,x,y,vx,vy;1,0,0,0,0;;1,0,0,0,    | 4 | vy",
                "mass,x,y,vx,vy;1,0,0,0                | 2 | ",
                "mass,x,y;1,0,0                        | 1 | ",
                "\uFEFFmass,x,y,vx,vy;1,0,0,0,no         | 2 | vy"
            })
    void aMalformedFileIsOneLineNamingThePlace(String text, int line, String column) throws IOException {
        Files.writeString(folder.resolve("bodies.csv"), text.strip().replace(';', '\n'));
        String place = "--initial {}/bodies.csv, line " + line + (column == null ? "" : ", column " + column);
        assertRefused("nbody --initial {}/bodies.csv", place);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "scaling --ranks 1,2                        | no job: expected one after --",
                "scaling --ranks 2,1 -- nbody               | --ranks 2,1: expected ascending numbers, such as 1,2,4,8",
                "scaling --ranks 1,1 -- nbody               | --ranks 1,1: expected ascending numbers",
                "scaling --ranks 2 -- nbody                 | --ranks 2: expected several numbers",
                "scaling --ranks 0,2 -- nbody               | -n 0,2 --threads 1: expected at least 1",
                "scaling --ranks 1,x -- nbody               | Invalid value for option '--ranks': '1,x' is not a"
                        + " number",
                "scaling --ranks 1,2 --threads 2,1 -- nbody | --threads 2,1: expected ascending numbers",
                "scaling --ranks 1,2 --repeats 0 -- nbody   | --repeats 0: expected at least 1",
                "scaling --ranks 1,2 -- nbody --steps -1    | --steps -1: expected 0 to 2^53",
                "scaling --ranks 1,2 -- nbody --out here    | --out after --: expected none: the study sets it",
                "scaling --ranks 1,2 -- sweep true ::: 1    | after -- sweep true ::: 1: expected a job that takes"
                        + " --out",
                "scaling --ranks 1,2 -- -n 2 nbody          | -n after --: expected none: the study sets it",
                "scaling --ranks 1,2 -- nbdoy              | Unmatched argument",
                "scaling --ranks 1,2 -- ./nothing           | ./nothing: is no program: expected one, or a command of",
                "scaling --ranks 1,2 -- sh script           | sh script: expected {ranks} where the number of ranks",
                "scaling --ranks 1,2 --on processes -- sh {ranks} | --on processes: expected none: the program is run",
                "scaling --ranks 1,2 --weak -- sh {ranks}   | --weak with another program: expected a job of Hyades",
                "scaling --ranks 1,2 --same x -- nbody      | --same x: expected none: all data files of a job of",
                "scaling --ranks 1,2 -- hello               | hello leaves no files: expected a job that does",
                "scaling --ranks 1,2 -- scaling             | scaling runs in the launcher, not on ranks",
                "scaling --ranks 1,2 --weak -- nbody --initial kepler | --weak: nbody --initial kepler has no size",
                "scaling --resume nowhere                   | --resume nowhere: nowhere/scaling.json: no such file",
                "scaling --compare nowhere --ranks 1,2 -- nbody | --compare nowhere: nowhere/scaling.json: no such"
                        + " file",
                "-n 1,2 nbody                               | -n 1,2: expected one number"
            })
    void aStudyThatCannotBeIsRefused(String arguments, String line) {
        assertRefused(arguments, line);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "{\"command\": 1}", "{\"command\": [\"nbody\"]}"})
    void aDamagedStudyIsOneLine(String text) throws IOException {
        Files.writeString(folder.resolve("scaling.json"), text);
        String line = "{}/scaling.json: is damaged: ";
        assertRefused("scaling --resume {}", "--resume {}: " + line);
        assertRefused("scaling --ranks 1,2 --compare {} -- nbody", "--compare {}: " + line);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "images                                  | no command: expected one of generate, filter",
                "images filter                           | Missing required parameter: 'INPUT'",
                "images filter src --window 256          | --window 256: expected one or two numbers from 1 to 255",
                "images filter src --window 5x           | --window 5x: expected one or two numbers",
                "images filter mpj --window 5            | mpj: no FITS file there",
                "images filter a.fits --percentile 101   | --percentile 101.0: expected 0 to 100",
                "images filter a.fits --name x/{stem}    | --name x/{stem}: expected a name without folders",
                "images filter a.fits --keep both --name x | --name x: expected {what} in it for --keep both",
                "images filter a.fits --bitpix 8         | --bitpix 8: expected 16, 32, -32 or -64",
                "images filter a.fits b/a.fits           | a.fits: no such file",
                "images generate --size 1x1              | --size 1x1: expected one or two numbers from 2",
                "images generate --size 0x5              | --size 0x5: expected one or two numbers",
                "images view nowhere.fits                | FILE nowhere.fits: expected a file that is there"
            })
    void imagesThatCannotBeAreRefused(String arguments, String line) {
        assertRefused("-n 1 " + arguments, line);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--rows -1                              | --rows -1: expected at least 0",
                "--columns -1                           | --columns -1: expected at least 0",
                "--blocks 0                             | --blocks 0: expected 1 to 1000",
                "--blocks 1001                          | --blocks 1001: expected 1 to 1000",
                "--rows 50000                           | --rows 50000: expected at most 46340 rows, as many as a",
                "--rows 1000 --columns 2e9              | --blocks 10: expected more, since one array is to hold a",
                "--rows 46000 --columns 4e6 --blocks 100 | --rows 46000: expected a product that fits in memory: it"
                        + " needs a heap of 22",
                "--input {}/none.csv                    | --input {}/none.csv: no such file",
                "--input {}/none.fits                   | --input {}/none.fits: no such file",
                "--input {}/folder.csv                  | --input {}/folder.csv: expected a file, found a folder",
                "--input {}/final.csv --rows 2          | --rows 2: expected none beside --input",
                "--input {}/final.csv --columns 2       | --columns 2: expected none beside --input",
                "--input {}/final.csv --seed 2          | --seed 2: expected none beside --input",
                "--input {}/a.png                       | --input {}/a.png: not FITS",
                "--input {}/a.fits[2                    | --input {}/a.fits[2: no such file",
                "--output {}/product                    | --output {}/product: expected a name that ends in .fits",
                "--output {}/none/product.fits          | --output {}/none/product.fits: expected a folder that is",
                "--output {}/a.fits                     | --output {}/a.fits: expected a file that is not there yet,"
                        + " or",
                "--input {}/a.fits --output {}/again/a.fits --overwrite | --output {}/again/a.fits: {}/again/a.fits is",
                "--mode both                            | Invalid value for option '--mode': expected one of sync,",
            })
    void matricesThatCannotBeMultipliedAreRefused(String arguments, String line) throws IOException {
        Files.createDirectory(folder.resolve("folder.csv"));
        assertRefused("-n 1 matrix " + arguments, line);
        assertArrayEquals(pixels, Files.readAllBytes(frame));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "generate --count 0                     | --count 0: expected from 1 to 1000000",
                "generate --size 3x                     | --size 3x: expected one or two numbers",
                "generate --size 1000000x1000000        | --size 1000000x1000000: expected at most 2^33 numbers",
                "generate --distribution poisson        | Invalid value for option '--distribution': expected"
                        + " poisson:MEAN",
                "generate --distribution normal:0,0     | Invalid value for option '--distribution': expected a"
                        + " standard",
                "check                                  | Missing required parameter: 'INPUT'",
                "check {}/none.csv                      | INPUT {}/none.csv: expected a file or a folder that is there",
                "check {}/runs                          | INPUT {}/runs: expected a folder with *.csv in it",
                "check {}/a.fits --significance 2       | --significance 2.0: expected from 0 to 1",
                "check {}/tables.csv --out {} --overwrite | --out {}: {}/tables.csv is the input {}/tables.csv",
            })
    void tablesThatCannotBeAreRefused(String arguments, String line) throws IOException {
        Files.createDirectories(folder.resolve("runs"));
        Files.writeString(folder.resolve("tables.csv"), "1,2\n");
        assertRefused("-n 1 tables " + arguments, line);
        assertEquals("1,2\n", Files.readString(folder.resolve("tables.csv")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--gamma Infinity      | --gamma Infinity: expected a number, more than 1",
                "--time soon           | Invalid value for option '--time': 'soon'",
                "--fields MASS         | Invalid value for option '--fields': expected one of DENSITY, VX, VY,",
                "--boundary wall       | Invalid value for option '--boundary': expected one of periodic,",
                "--boundary outflow,wall,outflow | Invalid value for option '--boundary': expected one of periodic,"
                        + " outflow, reflecting, found 'wall' (see",
                "--cells 0             | Invalid value for option '--cells': '0': expected numbers from 1 on",
                "--problem sun         | --problem sun: expected sod, wave, blast, kelvin-helmholtz, disc",
                "--initial {}/none.fits --time 1 | --initial {}/none.fits: expected a file that can be read",
                "--resume {}           | --resume {}: ",
                "--initial {}/final.fits --time 1 --out {} --overwrite | --out {}: {}/final.fits is the input",
                "--initial {}/gas-0001.fits --time 1 --every 0.1 --out {} --overwrite | --out {}: {}/gas-0001.fits is",
            })
    void gasThatCannotBeComputedIsRefused(String arguments, String line) throws IOException {
        for (String name : List.of("final.fits", "gas-0001.fits")) {
            Files.copy(frame, folder.resolve(name));
        }
        assertRefused("-n 1 gas " + arguments, line);
        assertArrayEquals(pixels, Files.readAllBytes(folder.resolve("gas-0001.fits")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "hello --tasks 3 | --tasks 3: expected beside --sleep",
                "hello --sleep 4e7 | --sleep 4.0E7: expected seconds, from 0 to 3.2e7, a year",
                "hello --sleep -1 | --sleep -1.0: expected seconds, from 0 to 3.2e7, a year",
                "hello --sleep NaN | --sleep NaN: expected seconds, from 0 to 3.2e7, a year",
                "hello --sleep 1 --tasks 0 | --tasks 0: expected at least 1",
            })
    void tasksThatCannotSleepAreRefused(String arguments, String line) {
        assertRefused(arguments, line);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "-n 2 --debug-rank 2 hello              | --debug-rank 2: expected ranks from 0 to 1",
                "-n 2 --debug-rank 0,-1 hello           | --debug-rank -1: expected ranks from 0 to 1",
                "-n 2 --debug-rank x hello              | Invalid value for option '--debug-rank'",
                "-n 2 --on slurm --debug-rank 0 hello   | --debug-rank 0: expected no --on slurm",
                "--debug-rank 0 report {}               | --debug-rank 0: expected a command that runs on ranks",
                "scaling --ranks 1 --out {}/s -- -n 2 --debug-rank 1 hello | --debug-rank 1: expected none in a job",
            })
    void ranksThatCannotWaitForADebuggerAreRefused(String arguments, String line) {
        assertRefused(arguments, line);
    }

    /// Refused before the jobs, and before the files of a study are deleted.
    @Test
    void aStudyDoesNotDeleteWhatItHasNotWritten() throws IOException {
        Path precious = Files.createDirectories(folder.resolve("runs/1x1-0")).resolve("thesis.txt");
        Files.writeString(precious, "mine");
        Files.writeString(folder.resolve("run.json"), "mine");
        assertRefused(
                "scaling --ranks 1,2 --overwrite --out {} -- nbody --steps 1",
                "--out {}: {}/runs/1x1-0 is no study's: expected another folder");
        assertEquals("mine", Files.readString(precious));
        assertEquals("mine", Files.readString(folder.resolve("run.json")));
    }

    /// What goes on must be what was begun; a folder without a checkpoint, or with a damaged one, is named.
    @Test
    void whatCannotGoOnIsRefused() throws IOException {
        Path run = folder.resolve("run");
        assertEquals(0, hyades("-n 1 nbody --bodies 5 --steps 20 --no-plots --no-report --out {}/run").code);
        String resume = "-n 1 nbody --resume {}/run ";
        assertRefused(resume + "--dt 7", "--dt 7.0: expected ");
        assertRefused(resume + "--radius 1", "--radius 1.0: expected none, with");
        assertRefused(
                resume + "--softening-kernel spline",
                "--softening-kernel spline: expected plummer, with which {}/run was begun");
        assertRefused(resume + "--steps 9", "--steps 9: expected at least the 20 steps of");
        assertRefused(resume + "--units solar", "--units solar: expected si, with which");
        assertEquals(0, hyades(resume + "--units si --no-report").code);
        assertRefused(resume + "--out {}", "--out {}: expected none beside --resume");
        assertRefused("-n 1 nbody --resume {}", "--resume {}: {}/checkpoint.bin: there is no such checkpoint");
        assertRefused("-n 1 decay --resume {}/run", "--resume {}/run: ");
        assertTrue(hyades("-n 1 decay --resume {}/run").text.contains("expected a 'hyades decay"));
        byte[] checkpoint = Files.readAllBytes(run.resolve("checkpoint.bin"));
        checkpoint[checkpoint.length / 2]++;
        Files.write(run.resolve("checkpoint.bin"), checkpoint);
        assertRefused(resume, "--resume {}/run: {}/run/checkpoint.bin: damaged");
    }

    /// They would meet after minutes, or never.
    @Test
    void moreThreadsThanMpjExpressLetsMeetAreRefused() {
        assertRefused("-n 65 --engine mpj hello", "--engine mpj -n 65: expected at most 64 ranks of one process");
    }

    @Test
    void whatCannotBeReportedIsRefused() throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        assertRefused("report {}/empty", "{}/empty: no run directory");
        assertRefused("report {}/nowhere", "{}/nowhere: expected a run directory");
        assertRefused("report", "Missing required parameter: 'DIR'");
    }

    /// A report replaces pages of its own only.
    @Test
    void aForeignPageStays() throws IOException {
        SampleRuns.write(folder.resolve("runs/a"), SampleRuns.record("unknown"));
        Path page = Files.writeString(folder.resolve("index.html"), "<!doctype html>\n<html lang=\"en\">my site");
        assertRefused("report {}", "{}/index.html: is there, and is no page of Hyades");
        assertTrue(Files.readString(page).endsWith("my site"));
        Files.delete(page);
        assertEquals(0, hyades("report {}").code);
        assertEquals(0, hyades("report {}").code); // and its own again
        assertTrue(Files.size(page) > 10_000);
    }

    /// As of a variable that the shell does not know: it would be the working folder.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nbody --out ''",
                "decay --out ''",
                "images generate --out ''",
                "images filter {}/a.fits --out ''",
                "images view {}/a.fits --out ''",
                "scaling --ranks 1,2 --out '' -- nbody",
                "nbody --resume ''",
                "gas --resume ''",
                "gas --initial ''",
                "matrix --input ''",
                "matrix --output ''",
                "scaling --resume ''",
                "images filter ''",
                "images view ''",
                "report ''",
            })
    void anEmptyNameIsNoFolder(String arguments) {
        Answer answer = hyades(arguments);
        assertEquals(2, answer.code, answer::text);
        assertEquals(1, answer.text.lines().count(), answer::text);
        assertTrue(answer.text.contains("'': expected a name, found none"), answer::text);
    }

    /// What people type who know other programs, or whose finger slipped: the line says what was meant.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "-np 4 hello                         | -np 4: unknown; did you mean -n 4?",
                "--np 4 hello                        | Unknown options: '--np', '4'; did you mean -n?",
                "@nosuch.args                        | @nosuch.args: no such file, expected one of arguments",
                "@{}/large                           | @{}/large: 3221225472 bytes, expected a file of arguments, of"
                        + " at",
                "decay --isotopes {}/large           | --isotopes {}/large: 3221225472 bytes, expected a table of",
                "scaling --ranks 1,2 nbody --steps 10 | Unknown option: '--steps'; if it is the job's, put -- before"
                        + " nbody",
                "nbody --scheme ias15 | --scheme ias15: expected --time T beside it, its steps vary",
                "nbody --initial kepler --scheme ias15 --time 1 --kernel opencl | --kernel opencl: expected auto,"
                        + " vector or scalar, no device computes the jerks of ias15 with so few bodies",
                "nbody --scheme hermite4 --kernel opencl | --kernel opencl: expected auto, vector or scalar, no device"
                        + " computes the jerks of hermite4",
                "nbody --scheme ias15 --time 1 --dt auto | --dt auto: expected a first step, or none: ias15 chooses",
                "nbody --bodies 1 --dt auto | --initial uniform: expected a time for --dt: none follows where no two",
                "nbody --steps 10 --time 5 | --steps 10: expected none beside --time",
                "nbody --time 0 | --time 0: expected a positive time",
                "nbody --units feet | Invalid value for option '--units': expected one of si, nbody, astro, solar,",
                "nbody --units astro --G 1 | --G 1.0: expected none, in units of astro it is 4.30091727",
                "nbody --units nbody --dt 1h | --dt 1h: expected a number alone, or --units such as si",
                "nbody --G 1 --dt 1h | --dt 1h: expected a number alone, or --units such as si",
                "nbody --G 1 --time 5Myr | --time 5Myr: expected a number alone, or --units such as si",
                "nbody --G 1 --mass 1Msun | --mass 1Msun: expected a number alone, or --units such as si",
                "nbody --G 1 --radius 1au | --radius 1au: expected a number alone, or --units such as si",
                "nbody --G 1 --softening 1m | --softening 1m: expected a number alone, or --units such as si",
                "nbody --units nbody --initial solar-system | --initial solar-system: expected --units beside it, such",
                "nbody --field halo | Invalid value for option '--field' (FIELD): 'halo': expected one of",
                "nbody --field plummer:mass=1 | Invalid value for option '--field' (FIELD): 'plummer:mass=1':",
                "nbody --G 1 --field point:mass=1Msun | --field point:mass=1Msun: mass 1Msun: expected a number alone",
                "nbody --field none --field point:mass=1 | --field none: expected no other --field beside it",
                "nbody --initial figure-eight --field point:mass=1 | --initial figure-eight: body 2 is where --field",
                "nbody --tolerance 1e-9 | --tolerance 1.0E-9: expected none, the steps of leapfrog are all of one"
                        + " length",
                "nbody --integrator leapfrog         | Unknown options: '--integrator', 'leapfrog'; did you mean"
                        + " --scheme?",
                "images filter {}/a.fits --mode wrap | Unknown option: '--mode'; did you mean --boundary?",
                "images view {}/a.fits --cmap grey   | Unknown options: '--cmap', 'grey'; did you mean --colors?",
                "images view {}/a.fits --colors gray | Invalid value for option '--colors': expected one of inferno,"
                        + " viridis, grey, found 'gray'; did you mean grey?",
                "images view {}/a.fits --stretch log | Invalid value for option '--stretch': expected one of linear,",
                "--engine threads --on slurm hello | --engine threads: expected mpj, since the ranks of --on slurm"
                        + " share no",
                "--engine mpj --on mpirun hello | --engine mpj: expected mpi with --on mpirun",
                "--engine mpi --on processes hello | --engine mpi: expected mpj with --on processes",
                "--on mpi hello | Invalid value for option '--on': expected one of multicore, processes, slurm,"
                        + " mpirun, found 'mpi'",
                "nbody --steps 1e3.5                 | Invalid value for option '--steps': '1e3.5': expected a",
                "hello -n 2.5                        | Invalid value for option '--ranks': '2.5' is not a number",
                "decay --background 2/s              | Invalid value for option '--background': '2/s': expected a"
                        + " number",
                "images filter {}/nosuch.fits        | {}/nosuch.fits: no such file",
                "images filter {}/a.fits --constant 5 | --constant 5.0: expected --boundary constant beside it",
                "images filter {}/a.fits --percentile NaN | --percentile NaN: expected 0 to 100",
                "images activity --size 30000         | --size 30000: expected at most 2^29 pixels",
                "images brightest {}/nosuch.fits     | {}/nosuch.fits: no such file",
                "images brightest a --threshold 5s   | --threshold 5s: expected a pixel's value, or deviations as in"
                        + " 5sigma",
                "images brightest {}/a.fits[1:9:2,*] | INPUT {}/a.fits[1:9:2,*]: section [1:9:2,*]: expected columns"
                        + " and",
                "images brightest {}/b.fits[1]       | {}/b.fits: no such file",
                "images view {}/a.fits[all]          | FILE {}/a.fits[all]: expected one HDU as in [1], [SCI] or"
                        + " [SCI,2]",
                "images view {}/b.fits[1]            | FILE {}/b.fits[1]: expected a file that is there",
                "images filter {}/a.fits --bad-bits 4,12 | --bad-bits 4,12: expected a number as in 4096, bits as in"
                        + " 4,8",
                "images brightest a --bad-bits 0     | --bad-bits 0: expected a number as in 4096, bits as in 4,8",
                "images brightest {}/a.fits --mask {}/gone.fits | --mask {}/gone.fits: no such file; expected one, or"
                        + " an HDU as in 3, DQ or DQ,1",
                "images view {}/a.fits --mask 1,2    | --mask 1,2: no such file; expected one, or an HDU as in 3, DQ"
                        + " or",
                "images filter {}/a.fits --mask ''   | --mask '': expected a name, found none",
                "images filter {}/a.fits --hdu SCI,x | --hdu SCI,x: expected numbers from 0 as in 1,4, a name as in"
                        + " SCI,",
                "images view {}/a.fits --hdu -1      | --hdu -1: expected numbers from 0 as in 1,4, a name as in SCI,",
                "images brightest {}/a.fits --hdu 1, | --hdu 1,: expected numbers from 0 as in 1,4, a name as in SCI,",
                "images brightest a --box 5          | --box 5: expected beside --fwhm",
                "images brightest a --fwhm --box 4   | --box 4: expected an odd number of pixels, at least 3",
                "--on slurm --mem 4G hello | Unknown options: '--mem', '4G'; of sbatch it is, before the command,"
                        + " --sbatch=--mem",
                "--on slurm hello --account a | Unknown options: '--account', 'a'; of sbatch it is, before the"
                        + " command,",
                "--on slurm hello --partition p | Unknown options: '--partition', 'p'; expected before the command, as"
                        + " in",
                "nbdoy --help                        | Unmatched argument at index 0: 'nbdoy'; did you mean nbody?",
                "images flter --help                 | Unmatched argument at index 1: 'flter'; did you mean filter",
                "report {} --format svg --dpi 300    | --dpi 300: expected --format png beside it",
                "images view {}/a.fits --dpi 1e4     | --dpi 10000: expected 72 to 1200",
                "images brightest {}/a.fits --dpi 300 | --dpi 300: expected --trace beside it, without which",
                "nbody --out /proc/x                 | --out /proc/x: cannot ",
            })
    void aMisunderstandingIsOneLine(String arguments, String line) {
        assertRefused(arguments, line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"help images filter", "images filter --help", "nbody --help", "--help"})
    void helpIsNoFailure(String arguments) {
        assertEquals(0, hyades(arguments).code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}/none                | {}/none/run.json: is not there: expected DIR to be the folder of a run of"
                        + " nbody",
                "{}/run                 | {}/run/frames.csv: has no frames, of which a film is made: run nbody again,"
                        + " with --out DIR",
                "{}/gas                 | {}/gas/run.json: is of a run of gas: expected one of nbody",
                "{}/run --fps 51        | --fps 51: expected 1 to 50",
                "{}/run --width 10      | --width 10: expected 200 to 2000",
                "{}/run --zoom 0        | --zoom 0.0: expected 1e-6 to 1e6",
                "{}/run --trail -1      | --trail -1: expected at least 0",
                "{}/run --out {}/a.png  | --out {}/a.png: expected a name that ends in .gif"
            })
    void whatIsNoFilm(String arguments, String line) throws IOException {
        SampleRuns.write(folder.resolve("run"), SampleRuns.record("nbody"));
        SampleRuns.write(folder.resolve("gas"), SampleRuns.record("gas"));
        assertRefused("nbody movie " + arguments, line);
        assertRefused(
                "nbody --steps 3 export {}/run --to csv --out {}/new.csv",
                "--steps: expected no options of nbody before export");
        assertRefused("nbody --steps 3 movie {}/run", "--steps: expected no options of nbody before movie");
    }
}
