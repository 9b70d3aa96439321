package hyades.gas;

import static hyades.gas.Row.DENSITY;
import static hyades.gas.Row.PRESSURE;
import static hyades.gas.Row.VELOCITY;

/// What gravity does to the gas in a time step, of second order: to momentum by the mean of the
/// densities before and after, to energy by the mean of the momenta.
final class Kick {
    private Kick() {}

    /// Adds acceleration · `seconds` to the velocities.
    static void velocities(Row gas, Row pull, double seconds, int cells) {
        for (int axis = 0; axis < Grid.AXES; axis++) {
            for (int i = 0; i < cells; i++) {
                gas.data()[gas.at(VELOCITY + axis) + i] += pull.data()[pull.at(axis) + i] * seconds;
            }
        }
    }

    /// Adds to the next state what the pull has done to the cells since the state before.
    static void cells(Row before, Row next, Row pull, double seconds, double gamma, int cells) {
        double[] old = new double[Grid.AXES];
        double[] now = new double[Grid.AXES];
        double[] work = new double[Grid.AXES];
        for (int i = 0; i < cells; i++) {
            double densityBefore = before.data()[before.at(DENSITY) + i];
            double density = next.data()[next.at(DENSITY) + i];
            double share = 0.5 * (densityBefore + density) / density * seconds;
            for (int axis = 0; axis < Grid.AXES; axis++) {
                int at = next.at(VELOCITY + axis) + i;
                double acceleration = pull.data()[pull.at(axis) + i];
                old[axis] = next.data()[at];
                now[axis] = old[axis] + share * acceleration;
                next.data()[at] = now[axis];
                double momentum = densityBefore * before.data()[before.at(VELOCITY + axis) + i] + density * now[axis];
                work[axis] = 0.5 * seconds * acceleration * momentum;
            }
            double gained = 0.5
                    * density
                    * (SymmetricSum.of(now[0] * now[0], now[1] * now[1], now[2] * now[2])
                            - SymmetricSum.of(old[0] * old[0], old[1] * old[1], old[2] * old[2]));
            next.data()[next.at(PRESSURE) + i] += (gamma - 1) * (SymmetricSum.of(work[0], work[1], work[2]) - gained);
        }
    }
}
