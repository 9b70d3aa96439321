package hyades.vo.app;

import hyades.comm.Communicator;
import hyades.figure.GreyPicture;
import hyades.figure.Stretch;
import hyades.page.Html;
import hyades.process.ExitCode;
import hyades.run.Members;
import hyades.run.OutputOptions;
import hyades.run.RunDirectory;
import hyades.run.RunSettings;
import hyades.storage.FileFault;
import hyades.storage.WholeFile;
import hyades.text.Digits;
import hyades.text.Printable;
import hyades.trace.Activity;
import hyades.vo.Chart;
import hyades.vo.ConeSearch;
import hyades.vo.ConeTable;
import hyades.vo.Deadline;
import hyades.vo.Neighbourhood;
import hyades.vo.SkyImage;
import hyades.vo.SkyObject;
import hyades.vo.SkyPoint;
import hyades.vo.TableFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What the rank does of `vo sky`.
///
/// @param simbad who knows the names of objects
record SkyRun(
        Communicator world,
        RunSettings settings,
        ConeSearch search,
        ConeTable table,
        URI simbad,
        OutputOptions output) {
    static final String CHART = "chart.svg";
    static final String PICTURE = "sky.png";
    static final String[] OUTPUTS = {"run.json", ObjectsFiles.CSV, CHART, PICTURE, AladinPage.NAME};

    /// Of the image under the chart: some are seen as one on a screen.
    private static final int PIXELS = 720;

    /// What there is to show.
    ///
    /// @param seconds that it took to find out
    private record Field(String name, Chart chart, Neighbourhood around, double seconds) {
        List<SkyObject> shown() {
            return around.objects().stream()
                    .filter(each -> chart.shows(each.place()))
                    .toList();
        }
    }

    /// @param image to lie under the chart; null for none
    /// @param aladin Aladin Lite's script; null for a link to it
    /// @return the exit code
    int run(PlaceOptions place, double fov, Path image, Stretch stretch, String aladin)
            throws IOException, InterruptedException {
        Field field;
        byte[] picture;
        try {
            field = find(place, fov);
        } catch (IOException e) {
            return failed(place.name(), e);
        }
        try {
            picture = image == null
                    ? null
                    : GreyPicture.png(PIXELS, PIXELS, SkyImage.on(field.chart, image, PIXELS), stretch);
        } catch (IOException e) {
            return failed("--image " + image, e);
        }
        ConeRun.warn(field.name, field.around);
        RunDirectory directory = output.create(VoCommand.NAME, OUTPUTS);
        write(directory, field, picture, aladin);
        if (!settings.quiet()) {
            String count = Digits.counted(field.shown().size(), "object");
            System.out.printf(
                    "%s: %s on %s° × %s°%n", ObjectsText.heading(field.name, field.chart.centre()), count, fov, fov);
        }
        settings.finish(
                world,
                directory,
                VoSkyCommand.COMMAND,
                null,
                Map.of("objectsPerSecond", field.around.objects().size() / field.seconds),
                results(field, image),
                output.plots());
        return ExitCode.DONE;
    }

    private Field find(PlaceOptions place, double fov) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Deadline deadline = search.deadline();
        SkyPoint given = place.place();
        SkyPoint centre = given != null
                ? given
                : search.named(simbad, place.name(), deadline).place();
        Chart chart = new Chart(centre, fov);
        Neighbourhood around = search.around(table, chart.centre(), chart.radius(), deadline);
        world.timeline().ended(Activity.READING, "services", start);
        return new Field(place.name(), chart, around, (System.nanoTime() - start) * 1e-9);
    }

    private static int failed(String what, IOException e) {
        System.err.printf("rank 0: %s: failed: %s%n", Printable.of(what), Printable.of(FileFault.line(e)));
        return ExitCode.FAILED;
    }

    private static void write(RunDirectory directory, Field field, byte[] picture, String aladin) throws IOException {
        TableFiles.writeCsv(directory.file(ObjectsFiles.CSV), field.around.table());
        Html chart = new FinderChart(field.chart, field.shown(), picture).svg(ChartInk.PAPER);
        WholeFile.writeText(directory.file(CHART), chart.markup() + "\n");
        if (picture != null) {
            WholeFile.write(directory.file(PICTURE), out -> out.write(picture));
        }
        AladinPage.write(directory.file(AladinPage.NAME), field.name, field.chart, field.shown(), aladin);
    }

    private Members<Object> results(Field field, Path image) {
        Members<Object> results = new Members<>();
        results.put("target", field.name);
        results.put("ra", field.chart.centre().ra());
        results.put("dec", field.chart.centre().dec());
        results.put("fovDegrees", field.chart.fov());
        results.put("objects", field.shown().size());
        results.put("cut", field.around.table().isCut());
        results.put("service", table.service().toString());
        results.put("table", table.table());
        if (image != null) {
            results.put("image", image.toString());
        }
        return results;
    }
}
