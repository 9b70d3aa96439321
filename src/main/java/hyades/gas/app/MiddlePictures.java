package hyades.gas.app;

import hyades.figure.ColorMap;
import hyades.figure.ImagePlots;
import hyades.figure.ImagePlots.Plane;
import hyades.figure.Stretch;
import hyades.gas.GasFields;
import hyades.gas.GasState;
import hyades.gas.MiddlePlane;
import hyades.run.RunDirectory;
import hyades.storage.FileFault;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

/// Pictures of the plane in the middle.
final class MiddlePictures {
    static final String DENSITY = "density.png";
    static final String PRESSURE = "pressure.png";
    static final String SPEED = "speed.png";

    private MiddlePictures() {}

    /// Draws them; of a tube none.
    static void draw(RunDirectory directory, GasFields gas, OptionalInt dpi) {
        if (gas.grid().dimensions() < 2) {
            return;
        }
        try {
            draw(directory, DENSITY, "Density", "kg/m³", gas, GasState::density, dpi);
            draw(directory, PRESSURE, "Pressure", "Pa", gas, GasState::pressure, dpi);
            draw(directory, SPEED, "Speed", "m/s", gas, MiddlePictures::speed, dpi);
        } catch (IOException e) { // the data are there
            System.err.println("rank 0: warning: no picture: " + FileFault.line(e));
        }
    }

    private static double speed(GasState gas) {
        return Math.sqrt(gas.vx() * gas.vx() + gas.vy() * gas.vy() + gas.vz() * gas.vz());
    }

    private static void draw(
            RunDirectory directory,
            String name,
            String title,
            String unit,
            GasFields gas,
            ToDoubleFunction<GasState> quantity,
            OptionalInt dpi)
            throws IOException {
        MiddlePlane middle = MiddlePlane.of(gas.grid());
        double[] pixels = new double[middle.width() * middle.height()];
        for (int i = 0; i < pixels.length; i++) {
            int[] cell = middle.cell(i);
            pixels[i] = quantity.applyAsDouble(gas.at(cell[0], cell[1], cell[2]));
        }
        Plane plane = new Plane(
                title,
                middle.width(),
                middle.height(),
                pixels,
                unit,
                new ImagePlots.Places(
                        "xyz".charAt(middle.across()) + " [cell]", "xyz".charAt(middle.up()) + " [cell]", 1));
        ImagePlots.view(directory.file(name), plane, ColorMap.INFERNO, Stretch.PERCENTILE, dpi);
    }
}
