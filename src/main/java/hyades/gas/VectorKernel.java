package hyades.gas;

import static hyades.gas.Row.DENSITY;
import static hyades.gas.Row.PRESSURE;
import static hyades.gas.Row.QUANTITIES;
import static hyades.gas.Row.VELOCITY;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Gas with one cell a lane. The last vector of a row steps back to end with it, and computes some
/// cells twice, to the same bits; rows shorter than a vector go to [ScalarKernel].
final class VectorKernel implements GasKernel {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = DOUBLES.length();

    /// Of waves between two states, where [Row] has the quantities of gas.
    private static final int CONTACT = 0;

    private static final int BETWEEN = 1;
    private static final int SLOW = 2;
    private static final int FAST = 3;
    private static final int ENERGY = 4;

    private final ScalarKernel shortRows = new ScalarKernel();

    @Override
    public void halfDifferences(Row state, int step, Row result, int cells) {
        if (cells < LANES) {
            shortRows.halfDifferences(state, step, result, cells);
            return;
        }
        for (int f = 0; f < QUANTITIES; f++) {
            differencePass(state.data(), state.at(f), step, result.data(), result.at(f), cells);
        }
    }

    private static void differencePass(double[] w, int at, int step, double[] result, int to, int cells) {
        DoubleVector zero = DoubleVector.zero(DOUBLES);
        for (int next = 0; next < cells; next += LANES) {
            int i = Math.min(next, cells - LANES);
            DoubleVector here = DoubleVector.fromArray(DOUBLES, w, at + i);
            DoubleVector a = here.sub(DoubleVector.fromArray(DOUBLES, w, at + i - step));
            DoubleVector b = DoubleVector.fromArray(DOUBLES, w, at + i + step).sub(here);
            DoubleVector product = a.mul(b);
            VectorMask<Double> agree = product.compare(VectorOperators.GT, zero);
            zero.blend(product.div(a.add(b)), agree).intoArray(result, to + i);
        }
    }

    @Override
    public void predict(Row state, Row[] halfDifferences, double[] ratios, double gamma, Row result, int cells) {
        if (cells < LANES) {
            shortRows.predict(state, halfDifferences, ratios, gamma, result, cells);
            return;
        }
        scalarPass(DENSITY, 1, state, halfDifferences, ratios, result, cells);
        scalarPass(PRESSURE, gamma, state, halfDifferences, ratios, result, cells);
        for (int axis = 0; axis < Grid.AXES; axis++) {
            velocityPass(axis, state, halfDifferences, ratios, result, cells);
        }
        if (!positivePass(DENSITY, halfDifferences, result, cells)
                || !positivePass(PRESSURE, halfDifferences, result, cells)) {
            ScalarKernel.flattenWhereNeeded(state, halfDifferences, result, cells);
        }
    }

    /// @param stiffness what the quantity gains by compression, in units of itself
    private static void scalarPass(
            int quantity, double stiffness, Row state, Row[] half, double[] ratios, Row result, int cells) {
        Row x = half[0];
        Row y = half[1];
        Row z = half[2];
        double xRatio = ratios[0];
        double yRatio = ratios[1];
        double zRatio = ratios[2];
        for (int next = 0; next < cells; next += LANES) {
            int i = Math.min(next, cells - LANES);
            DoubleVector value = load(state, quantity, i);
            DoubleVector gain = value.mul(stiffness);
            DoubleVector change = sum(
                    load(state, VELOCITY, i)
                            .mul(load(x, quantity, i))
                            .add(gain.mul(load(x, VELOCITY, i)))
                            .mul(xRatio),
                    load(state, VELOCITY + 1, i)
                            .mul(load(y, quantity, i))
                            .add(gain.mul(load(y, VELOCITY + 1, i)))
                            .mul(yRatio),
                    load(state, VELOCITY + 2, i)
                            .mul(load(z, quantity, i))
                            .add(gain.mul(load(z, VELOCITY + 2, i)))
                            .mul(zRatio));
            store(value.sub(change), result, quantity, i);
        }
    }

    private static void velocityPass(int axis, Row state, Row[] half, double[] ratios, Row result, int cells) {
        int own = VELOCITY + axis;
        int first = (axis + 1) % Grid.AXES;
        int second = (axis + 2) % Grid.AXES;
        Row along = half[axis];
        Row across = half[first];
        Row beyond = half[second];
        double ratio = ratios[axis];
        double firstRatio = ratios[first];
        double secondRatio = ratios[second];
        for (int next = 0; next < cells; next += LANES) {
            int i = Math.min(next, cells - LANES);
            DoubleVector value = load(state, own, i);
            DoubleVector perDensity = DoubleVector.broadcast(DOUBLES, 1).div(load(state, DENSITY, i));
            DoubleVector change = sum(
                    value.mul(load(along, own, i))
                            .add(perDensity.mul(load(along, PRESSURE, i)))
                            .mul(ratio),
                    load(state, VELOCITY + first, i).mul(load(across, own, i)).mul(firstRatio),
                    load(state, VELOCITY + second, i).mul(load(beyond, own, i)).mul(secondRatio));
            store(value.sub(change), result, own, i);
        }
    }

    private static boolean positivePass(int quantity, Row[] half, Row middle, int cells) {
        Row x = half[0];
        Row y = half[1];
        Row z = half[2];
        VectorMask<Double> isPositive = DOUBLES.maskAll(true);
        for (int next = 0; next < cells; next += LANES) {
            int i = Math.min(next, cells - LANES);
            DoubleVector largest = larger(
                    larger(load(x, quantity, i).abs(), load(y, quantity, i).abs()),
                    load(z, quantity, i).abs());
            DoubleVector least = load(middle, quantity, i).sub(largest);
            isPositive = isPositive.and(least.compare(VectorOperators.GT, 0));
        }
        return isPositive.allTrue();
    }

    @Override
    public void faces(Row middle, Row halfDifference, Row low, Row high, int cells) {
        if (cells < LANES) {
            shortRows.faces(middle, halfDifference, low, high, cells);
            return;
        }
        for (int f = 0; f < QUANTITIES; f++) {
            facePass(f, middle, halfDifference, low, high, cells);
        }
    }

    private static void facePass(int f, Row middle, Row halfDifference, Row low, Row high, int cells) {
        for (int next = 0; next < cells; next += LANES) {
            int i = Math.min(next, cells - LANES);
            DoubleVector value = load(middle, f, i);
            DoubleVector half = load(halfDifference, f, i);
            store(value.sub(half), low, f, i);
            store(value.add(half), high, f, i);
        }
    }

    @Override
    public void fluxes(int axis, Row left, Row right, double gamma, Row waves, Row result, int faces) {
        if (faces < LANES) {
            shortRows.fluxes(axis, left, right, gamma, waves, result, faces);
            return;
        }
        int normal = VELOCITY + axis;
        int first = VELOCITY + (axis + 1) % 3;
        int second = VELOCITY + (axis + 2) % 3;
        wavePass(normal, left, right, gamma, waves, faces);
        fluxPass(normal, left, right, 1 / (gamma - 1), waves, result, faces);
        sidewaysPass(first, second, left, right, waves, result, faces);
    }

    /// The speeds of the slowest and the fastest wave and of the contact, and the pressure between
    /// them: as one method with what follows they were more than the compiler takes.
    private static void wavePass(int normal, Row left, Row right, double gamma, Row waves, int faces) {
        for (int next = 0; next < faces; next += LANES) {
            int i = Math.min(next, faces - LANES);
            DoubleVector rl = load(left, DENSITY, i);
            DoubleVector ul = load(left, normal, i);
            DoubleVector pl = load(left, PRESSURE, i);
            DoubleVector rr = load(right, DENSITY, i);
            DoubleVector ur = load(right, normal, i);
            DoubleVector pr = load(right, PRESSURE, i);
            DoubleVector sound = larger(pl.div(rl), pr.div(rr)).mul(gamma).sqrt();
            VectorMask<Double> isLeftSlower = ul.compare(VectorOperators.LT, ur);
            DoubleVector slow = ur.blend(ul, isLeftSlower).sub(sound);
            DoubleVector fast = ul.blend(ur, isLeftSlower).add(sound);
            DoubleVector ml = rl.mul(ul.sub(slow));
            DoubleVector mr = rr.mul(fast.sub(ur));
            DoubleVector perMass = DoubleVector.broadcast(DOUBLES, 1).div(ml.add(mr));
            DoubleVector contact = ml.mul(ul).add(mr.mul(ur)).add(pl.sub(pr)).mul(perMass);
            DoubleVector middle =
                    mr.mul(pl).add(ml.mul(pr)).add(ml.mul(mr).mul(ul.sub(ur))).mul(perMass);
            store(contact, waves, CONTACT, i);
            store(middle, waves, BETWEEN, i);
            store(slow, waves, SLOW, i);
            store(fast, waves, FAST, i);
        }
    }

    /// The fluxes of mass, of momentum along the normal, and of energy without that of the motion across.
    private static void fluxPass(int normal, Row left, Row right, double perGamma, Row waves, Row result, int faces) {
        for (int next = 0; next < faces; next += LANES) {
            int i = Math.min(next, faces - LANES);
            DoubleVector contact = load(waves, CONTACT, i);
            DoubleVector middle = load(waves, BETWEEN, i);
            VectorMask<Double> isLeft = contact.compare(VectorOperators.GE, 0);
            DoubleVector s = load(waves, FAST, i).blend(load(waves, SLOW, i), isLeft);
            DoubleVector r = load(right, DENSITY, i).blend(load(left, DENSITY, i), isLeft);
            DoubleVector u = load(right, normal, i).blend(load(left, normal, i), isLeft);
            DoubleVector p = load(right, PRESSURE, i).blend(load(left, PRESSURE, i), isLeft);
            DoubleVector e = p.mul(perGamma).add(r.mul(0.5).mul(u.mul(u)));
            // Between the outer waves: s < 0 on the left of the contact, s > 0 on its right.
            VectorMask<Double> isBetween = s.blend(s.neg(), isLeft).compare(VectorOperators.GT, 0);
            DoubleVector q = s.sub(u);
            DoubleVector perWidth = DoubleVector.broadcast(DOUBLES, 1).div(s.sub(contact));
            e = e.blend(q.mul(e).sub(p.mul(u)).add(middle.mul(contact)).mul(perWidth), isBetween);
            r = r.blend(r.mul(q).mul(perWidth), isBetween);
            u = u.blend(contact, isBetween);
            p = p.blend(middle, isBetween);
            DoubleVector mass = r.mul(u);
            store(mass, result, DENSITY, i);
            store(mass.mul(u).add(p), result, normal, i);
            store(e.add(p).mul(u), waves, ENERGY, i);
        }
    }

    /// What the mass carries along of the motion across.
    private static void sidewaysPass(int first, int second, Row left, Row right, Row waves, Row result, int faces) {
        for (int next = 0; next < faces; next += LANES) {
            int i = Math.min(next, faces - LANES);
            DoubleVector mass = load(result, DENSITY, i);
            VectorMask<Double> isLeft = mass.compare(VectorOperators.GE, 0);
            DoubleVector v = load(right, first, i).blend(load(left, first, i), isLeft);
            DoubleVector w = load(right, second, i).blend(load(left, second, i), isLeft);
            store(mass.mul(v), result, first, i);
            store(mass.mul(w), result, second, i);
            DoubleVector carried = mass.mul(0.5).mul(v.mul(v).add(w.mul(w)));
            store(load(waves, ENERGY, i).add(carried), result, PRESSURE, i);
        }
    }

    @Override
    public void losses(Row low, Row high, double ratio, Row result, int cells) {
        if (cells < LANES) {
            shortRows.losses(low, high, ratio, result, cells);
            return;
        }
        for (int f = 0; f < QUANTITIES; f++) {
            lossPass(f, low, high, ratio, result, cells);
        }
    }

    private static void lossPass(int f, Row low, Row high, double ratio, Row result, int cells) {
        for (int next = 0; next < cells; next += LANES) {
            int i = Math.min(next, cells - LANES);
            store(load(high, f, i).sub(load(low, f, i)).mul(ratio), result, f, i);
        }
    }

    @Override
    public void sum(Row[] losses, Row result, int cells) {
        if (cells < LANES) {
            shortRows.sum(losses, result, cells);
            return;
        }
        for (int f = 0; f < QUANTITIES; f++) {
            sumPass(f, losses[0], losses[1], losses[2], result, cells);
        }
    }

    private static void sumPass(int f, Row x, Row y, Row z, Row result, int cells) {
        for (int next = 0; next < cells; next += LANES) {
            int i = Math.min(next, cells - LANES);
            store(sum(load(x, f, i), load(y, f, i), load(z, f, i)), result, f, i);
        }
    }

    @Override
    public void update(Row state, Row losses, double gamma, Row result, int cells) {
        if (cells < LANES) {
            shortRows.update(state, losses, gamma, result, cells);
            return;
        }
        motionPass(state, losses, result, cells);
        pressurePass(state, losses, gamma - 1, result, cells);
    }

    private static void motionPass(Row state, Row losses, Row result, int cells) {
        for (int following = 0; following < cells; following += LANES) {
            int i = Math.min(following, cells - LANES);
            DoubleVector lost = load(losses, DENSITY, i);
            DoubleVector next = load(state, DENSITY, i).sub(lost);
            DoubleVector perDensity = DoubleVector.broadcast(DOUBLES, 1).div(next);
            store(next, result, DENSITY, i);
            DoubleVector x = load(state, VELOCITY, i);
            store(x.add(x.mul(lost).sub(load(losses, VELOCITY, i)).mul(perDensity)), result, VELOCITY, i);
            DoubleVector y = load(state, VELOCITY + 1, i);
            store(y.add(y.mul(lost).sub(load(losses, VELOCITY + 1, i)).mul(perDensity)), result, VELOCITY + 1, i);
            DoubleVector z = load(state, VELOCITY + 2, i);
            store(z.add(z.mul(lost).sub(load(losses, VELOCITY + 2, i)).mul(perDensity)), result, VELOCITY + 2, i);
        }
    }

    /// Both kinetic energies are written out: what a method of their own returned, the compiler would put
    /// on the heap.
    private static void pressurePass(Row state, Row losses, double stiffness, Row result, int cells) {
        for (int next = 0; next < cells; next += LANES) {
            int i = Math.min(next, cells - LANES);
            DoubleVector x = load(state, VELOCITY, i);
            DoubleVector y = load(state, VELOCITY + 1, i);
            DoubleVector z = load(state, VELOCITY + 2, i);
            DoubleVector before = load(state, DENSITY, i).mul(0.5).mul(sum(x.mul(x), y.mul(y), z.mul(z)));
            x = load(result, VELOCITY, i);
            y = load(result, VELOCITY + 1, i);
            z = load(result, VELOCITY + 2, i);
            DoubleVector after = load(result, DENSITY, i).mul(0.5).mul(sum(x.mul(x), y.mul(y), z.mul(z)));
            DoubleVector lost = load(losses, PRESSURE, i).add(after.sub(before));
            store(load(state, PRESSURE, i).sub(lost.mul(stiffness)), result, PRESSURE, i);
        }
    }

    @Override
    public double signals(Row state, double[] perWidth, double gamma, int cells) {
        if (cells < LANES) {
            return shortRows.signals(state, perWidth, gamma, cells);
        }
        return signalPass(state, perWidth, gamma, cells);
    }

    private static double signalPass(Row state, double[] perWidth, double gamma, int cells) {
        double xPer = perWidth[0];
        double yPer = perWidth[1];
        double zPer = perWidth[2];
        DoubleVector largest = DoubleVector.zero(DOUBLES);
        for (int next = 0; next < cells; next += LANES) {
            int i = Math.min(next, cells - LANES);
            DoubleVector density = load(state, DENSITY, i);
            DoubleVector p = load(state, PRESSURE, i);
            DoubleVector sound = p.mul(gamma).div(density).sqrt();
            DoubleVector rate = sum(
                    load(state, VELOCITY, i).abs().add(sound).mul(xPer),
                    load(state, VELOCITY + 1, i).abs().add(sound).mul(yPer),
                    load(state, VELOCITY + 2, i).abs().add(sound).mul(zPer));
            VectorMask<Double> isPositive =
                    density.compare(VectorOperators.GT, 0).and(p.compare(VectorOperators.GT, 0));
            rate = DoubleVector.broadcast(DOUBLES, Double.POSITIVE_INFINITY).blend(rate, isPositive);
            largest = rate.blend(largest, rate.compare(VectorOperators.LT, largest)); // on `largest` it would box
        }
        return largest.reduceLanes(VectorOperators.MAX);
    }

    /// As [SymmetricSum] has it.
    private static DoubleVector sum(DoubleVector a, DoubleVector b, DoubleVector c) {
        VectorMask<Double> isAscending = a.compare(VectorOperators.LT, b);
        DoubleVector low = b.blend(a, isAscending);
        DoubleVector high = a.blend(b, isAscending);
        VectorMask<Double> isBelow = high.compare(VectorOperators.LT, c);
        DoubleVector largest = high.blend(c, isBelow);
        DoubleVector other = c.blend(high, isBelow);
        VectorMask<Double> isLowest = low.compare(VectorOperators.LT, other);
        DoubleVector smallest = other.blend(low, isLowest);
        DoubleVector middle = low.blend(other, isLowest);
        return smallest.add(largest).add(middle);
    }

    private static DoubleVector larger(DoubleVector a, DoubleVector b) {
        return a.blend(b, a.compare(VectorOperators.LT, b));
    }

    private static DoubleVector load(Row row, int quantity, int i) {
        return DoubleVector.fromArray(DOUBLES, row.data(), row.at(quantity) + i);
    }

    private static void store(DoubleVector values, Row row, int quantity, int i) {
        values.intoArray(row.data(), row.at(quantity) + i);
    }

    @Override
    public String description() {
        return "vector, %d lanes".formatted(LANES);
    }
}
