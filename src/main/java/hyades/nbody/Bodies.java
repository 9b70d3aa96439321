package hyades.nbody;

import java.util.Arrays;

/// Point masses: the whole state of a system, the same on every rank. Owned by whoever integrates it; [#kick] and
/// [#drift] change it. Only rank 0, which writes the files, knows what they are called. Those that have radii are
/// points to each other's gravity, too.
public final class Bodies {
    final double[] mass;
    final double[][] position;
    final double[][] velocity;

    /// [m], shape (n); null where they have none.
    final double[] radius;

    private final Labels labels;

    /// Takes the arrays over, without copying them.
    ///
    /// @param mass [kg], shape (n)
    /// @param position [m], shape (dim, n), dim 2 or 3
    /// @param velocity [m/s], shape (dim, n)
    public Bodies(double[] mass, double[][] position, double[][] velocity) {
        this(mass, position, velocity, null, Labels.NUMBERS);
    }

    private Bodies(double[] mass, double[][] position, double[][] velocity, double[] radius, Labels labels) {
        if (position.length != 2 && position.length != 3 || velocity.length != position.length) {
            throw new IllegalArgumentException(
                    "Positions in %d and velocities in %d dimensions".formatted(position.length, velocity.length));
        }
        this.mass = mass;
        this.position = position;
        this.velocity = velocity;
        this.radius = radius;
        this.labels = labels;
    }

    /// Bodies without mass, at rest at the origin.
    public static Bodies empty(int dimensions, int count) {
        return new Bodies(new double[count], new double[dimensions][count], new double[dimensions][count]);
    }

    /// The same with radii of 0, or without radii.
    static Bodies empty(int dimensions, int count, boolean hasRadii) {
        return empty(dimensions, count).with(hasRadii ? new double[count] : null);
    }

    /// The same bodies, of arrays of their own.
    Bodies copy() {
        Bodies copy = empty(dimensions(), count(), hasRadii()).called(labels);
        copy.unpack(pack());
        return copy;
    }

    /// The same bodies, of the same arrays, called otherwise.
    public Bodies called(Labels others) {
        return new Bodies(mass, position, velocity, radius, others);
    }

    /// The same bodies, of the same arrays, with radii.
    ///
    /// @param radii [m], shape (n), none negative; taken over
    public Bodies with(double[] radii) {
        return new Bodies(mass, position, velocity, radii, labels);
    }

    public boolean hasRadii() {
        return radius != null;
    }

    public Labels labels() {
        return labels;
    }

    public int count() {
        return mass.length;
    }

    /// 2 or 3.
    public int dimensions() {
        return position.length;
    }

    /// How many pull at others.
    public long massive() {
        return Arrays.stream(mass).filter(m -> m != 0).count();
    }

    public double totalMass() {
        CompensatedSum sum = new CompensatedSum();
        for (double m : mass) {
            sum.add(m);
        }
        return sum.value();
    }

    /// The largest distance of a body from the centre of mass, as [Diagnostics] has it [m].
    public double extent() {
        return Arrays.stream(Diagnostics.radii(this)).max().orElse(0);
    }

    /// One axis of the positions [m], shape (n); a copy.
    ///
    /// @param axis 0 for x, 1 for y, 2 for z
    public double[] positions(int axis) {
        return position[axis].clone();
    }

    /// Moves every body for a time `dt` [s] with its velocity.
    void drift(double dt) {
        for (int d = 0; d < position.length; d++) {
            addScaled(position[d], dt, velocity[d]);
        }
    }

    /// Changes every velocity by `dt` [s] times the acceleration [m/s²], shape (dim, n).
    void kick(double dt, double[][] acceleration) {
        for (int d = 0; d < velocity.length; d++) {
            addScaled(velocity[d], dt, acceleration[d]);
        }
    }

    private static void addScaled(double[] target, double factor, double[] source) {
        for (int i = 0; i < target.length; i++) {
            target[i] += factor * source[i];
        }
    }

    /// How many numbers [#pack] has of each body.
    static int numbers(int dimensions, boolean hasRadii) {
        return 1 + 2 * dimensions + (hasRadii ? 1 : 0);
    }

    /// All numbers in one array, to be sent: masses, then each axis of the positions, then of the velocities, then the
    /// radii, if they have such.
    double[] pack() {
        int n = count();
        double[] all = new double[n * numbers(dimensions(), hasRadii())];
        System.arraycopy(mass, 0, all, 0, n);
        for (int d = 0; d < dimensions(); d++) {
            System.arraycopy(position[d], 0, all, n * (1 + d), n);
            System.arraycopy(velocity[d], 0, all, n * (1 + dimensions() + d), n);
        }
        if (hasRadii()) {
            System.arraycopy(radius, 0, all, all.length - n, n);
        }
        return all;
    }

    /// The inverse of [#pack], into this object.
    void unpack(double[] all) {
        int n = count();
        System.arraycopy(all, 0, mass, 0, n);
        for (int d = 0; d < dimensions(); d++) {
            System.arraycopy(all, n * (1 + d), position[d], 0, n);
            System.arraycopy(all, n * (1 + dimensions() + d), velocity[d], 0, n);
        }
        if (hasRadii()) {
            System.arraycopy(all, all.length - n, radius, 0, n);
        }
    }
}
