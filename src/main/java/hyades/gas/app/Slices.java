package hyades.gas.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import hyades.figure.ColorMap;
import hyades.figure.JsonFigure;
import hyades.gas.GasFile;
import hyades.gas.GasFile.Slice;
import hyades.gas.MiddlePlane;
import hyades.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The film of the density in the middle of a grid for `slices.js`, from the files of a run.
final class Slices {
    /// Pixels of a side, and pictures: two megabytes of a page at most.
    private static final int MOST_PIXELS = 128;

    private static final int MOST_PICTURES = 120;

    /// What a film has at least.
    private static final int LEAST_PICTURES = 3;

    private static final int COLORS = 256;

    private Slices() {}

    /// Empty where a run has kept too few times, or is of a tube.
    static Optional<JsonObject> of(RunDirectory directory) throws IOException {
        List<Path> files = files(directory);
        if (files.size() < LEAST_PICTURES) {
            return Optional.empty();
        }
        List<Slice> slices = new ArrayList<>();
        int count = Math.min(files.size(), MOST_PICTURES);
        for (int i = 0; i < count; i++) { // the first and the last are among them
            GasFile.slice(files.get((int) ((long) i * (files.size() - 1) / (count - 1))))
                    .ifPresent(slices::add);
        }
        return slices.size() < count || slices.getFirst().plane().height() == 1
                ? Optional.empty()
                : Optional.of(film(slices));
    }

    private static List<Path> files(RunDirectory directory) {
        List<Path> files = new ArrayList<>();
        for (long output = 0; Files.exists(directory.file(GasRun.name(output))); output++) {
            files.add(directory.file(GasRun.name(output)));
        }
        Path last = directory.file(GasRun.FINAL);
        if (Files.exists(last)) {
            files.add(last);
        }
        return files;
    }

    /// Values are bytes from the lowest of all pictures to the highest: picture by picture, each from its
    /// lowest row on.
    private static JsonObject film(List<Slice> slices) {
        MiddlePlane plane = slices.getFirst().plane();
        int bin = Math.ceilDiv(Math.max(plane.width(), plane.height()), MOST_PIXELS);
        int width = Math.ceilDiv(plane.width(), bin);
        int height = Math.ceilDiv(plane.height(), bin);
        List<double[]> pictures = slices.stream()
                .map(slice -> binned(slice.density(), plane, bin))
                .toList();
        double low = pictures.stream().flatMapToDouble(Arrays::stream).min().orElseThrow();
        double high = pictures.stream().flatMapToDouble(Arrays::stream).max().orElseThrow();
        byte[] values = new byte[pictures.size() * width * height];
        int at = 0;
        for (double[] picture : pictures) {
            for (double value : picture) {
                values[at++] = (byte) Math.rint((COLORS - 1) * (high > low ? (value - low) / (high - low) : 0));
            }
        }
        double[] times = slices.stream().mapToDouble(Slice::time).toArray();
        JsonObject json = new JsonObject();
        json.addProperty("width", width);
        json.addProperty("height", height);
        json.addProperty("low", low);
        json.addProperty("high", high);
        json.addProperty("unit", "s");
        json.add("times", JsonFigure.numbers(times));
        JsonArray steps = new JsonArray();
        slices.forEach(slice -> steps.add(slice.step()));
        json.add("steps", steps);
        json.addProperty("colors", Base64.getEncoder().encodeToString(colors()));
        json.addProperty("values", Base64.getEncoder().encodeToString(values));
        return json;
    }

    /// Means of so many cells each way, those at the far sides of fewer.
    private static double[] binned(double[] density, MiddlePlane plane, int bin) {
        int width = Math.ceilDiv(plane.width(), bin);
        double[] sums = new double[width * Math.ceilDiv(plane.height(), bin)];
        int[] counts = new int[sums.length];
        for (int i = 0; i < density.length; i++) {
            int at = i / plane.width() / bin * width + i % plane.width() / bin;
            sums[at] += density[i];
            counts[at]++;
        }
        Arrays.setAll(sums, i -> sums[i] / counts[i]);
        return sums;
    }

    private static byte[] colors() {
        byte[] colors = new byte[3 * COLORS];
        for (int i = 0; i < COLORS; i++) {
            int color = ColorMap.INFERNO.color(i / (COLORS - 1.0));
            colors[3 * i] = (byte) (color >> 16);
            colors[3 * i + 1] = (byte) (color >> 8);
            colors[3 * i + 2] = (byte) color;
        }
        return colors;
    }
}
