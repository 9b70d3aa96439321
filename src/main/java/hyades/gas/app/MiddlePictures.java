package hyades.gas.app;

import hyades.figure.ColorMap;
import hyades.figure.ImagePlots;
import hyades.figure.ImagePlots.Plane;
import hyades.figure.Stretch;
import hyades.gas.GasFields;
import hyades.gas.GasState;
import hyades.gas.Grid;
import hyades.run.RunDirectory;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

/// Pictures of the plane in the middle, across the axis of fewest cells.
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
            System.err.println("rank 0: warning: no picture: " + e.getMessage());
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
        Grid grid = gas.grid();
        int normal = 2;
        for (int axis = 1; axis >= 0; axis--) {
            normal = grid.cells(axis) < grid.cells(normal) ? axis : normal;
        }
        int across = normal == 0 ? 1 : 0;
        int up = normal == 2 ? 1 : 2;
        int width = grid.cells(across);
        double[] pixels = new double[width * grid.cells(up)];
        int[] cell = new int[Grid.AXES];
        cell[normal] = grid.cells(normal) / 2;
        for (int i = 0; i < pixels.length; i++) {
            cell[across] = i % width;
            cell[up] = i / width;
            pixels[i] = quantity.applyAsDouble(gas.at(cell[0], cell[1], cell[2]));
        }
        Plane plane = new Plane(
                title,
                width,
                grid.cells(up),
                pixels,
                unit,
                new ImagePlots.Places("xyz".charAt(across) + " [cell]", "xyz".charAt(up) + " [cell]", 1));
        ImagePlots.view(directory.file(name), plane, ColorMap.INFERNO, Stretch.PERCENTILE, dpi);
    }
}
