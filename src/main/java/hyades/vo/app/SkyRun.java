package hyades.vo.app;

import hyades.comm.Communicator;
import hyades.figure.GreyPicture;
import hyades.figure.Stretch;
import hyades.process.ExitCode;
import hyades.run.Members;
import hyades.run.OutputOptions;
import hyades.run.RunDirectory;
import hyades.run.RunSettings;
import hyades.storage.WholeFile;
import hyades.text.Digits;
import hyades.text.Printable;
import hyades.trace.Activity;
import hyades.vo.Chart;
import hyades.vo.ConeSearch;
import hyades.vo.ConeTable;
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

    /// @param image to lie under the chart; null for none
    /// @param aladin Aladin Lite's script; null for a link to it
    /// @return the exit code
    int run(PlaceOptions place, double fov, Path image, Stretch stretch, Path aladin)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        String name = place.name();
        Chart chart;
        Neighbourhood around;
        byte[] picture;
        try {
            SkyPoint centre = place.place();
            chart = new Chart(
                    centre != null ? centre : search.named(simbad, name).place(), fov);
            around = search.around(table, chart.centre(), chart.radius());
        } catch (IOException e) {
            System.err.printf("rank 0: %s: failed: %s%n", Printable.of(name), Printable.of(e.getMessage()));
            return ExitCode.FAILED;
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        world.timeline().ended(Activity.READING, "services", start);
        try {
            picture =
                    image == null ? null : GreyPicture.png(PIXELS, PIXELS, SkyImage.on(chart, image, PIXELS), stretch);
        } catch (IOException e) {
            System.err.printf(
                    "rank 0: --image %s: failed: %s%n", Printable.of(image.toString()), Printable.of(e.getMessage()));
            return ExitCode.FAILED;
        }
        List<SkyObject> shown = around.objects().stream()
                .filter(each -> chart.shows(each.place()))
                .toList();
        if (around.table().isCut()) {
            System.err.printf("rank 0: warning: %s: %s%n", Printable.of(name), ConeRun.cut(around));
        }
        RunDirectory directory = output.create(VoCommand.NAME, OUTPUTS);
        TableFiles.writeCsv(directory.file(ObjectsFiles.CSV), around.table());
        WholeFile.writeText(
                directory.file(CHART),
                new FinderChart(chart, shown, picture).svg(ChartInk.PAPER).markup() + "\n");
        if (picture != null) {
            WholeFile.write(directory.file(PICTURE), out -> out.write(picture));
        }
        AladinPage.write(directory.file(AladinPage.NAME), name, chart, shown, aladin);
        if (!settings.quiet()) {
            System.out.printf(
                    "%s: %s on %s° × %s°%n",
                    ObjectsText.heading(name, chart.centre()), Digits.counted(shown.size(), "object"), fov, fov);
        }
        settings.finish(
                world,
                directory,
                VoSkyCommand.COMMAND,
                null,
                Map.of("objectsPerSecond", around.objects().size() / seconds),
                results(name, chart, shown, around, image),
                output.plots());
        return ExitCode.DONE;
    }

    private Members<Object> results(String name, Chart chart, List<SkyObject> shown, Neighbourhood around, Path image) {
        Members<Object> results = new Members<>();
        results.put("target", name);
        results.put("ra", chart.centre().ra());
        results.put("dec", chart.centre().dec());
        results.put("fovDegrees", chart.fov());
        results.put("objects", shown.size());
        results.put("cut", around.table().isCut());
        results.put("service", table.service().toString());
        results.put("table", table.table());
        if (image != null) {
            results.put("image", image.toString());
        }
        return results;
    }
}
