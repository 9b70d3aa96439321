package hyades.nbody.app;

import java.util.List;

/// How a run is looked after; nothing of it changes the data.
///
/// @param checkpointEvery steps between two checkpoints; 0: one every ten minutes
/// @param energyError the largest relative error of the energy that needs no warning
/// @param stopsOnEnergyError whether a larger one ends the run
/// @param warnings what is doubtful from the start, a line each
record Supervision(long checkpointEvery, double energyError, boolean stopsOnEnergyError, List<String> warnings) {
    /// Where nobody says it: one part in a hundred, as far as the collapse of a cluster is believed.
    static final double ENERGY_ERROR = 0.01;
}
