package hyades.nbody;

import hyades.partition.Subrange;

final class ScalarKernel implements GravityKernel {
    @Override
    public void accelerate(double[][] position, double[] gm, double e2, Subrange targets, double[][] a) {
        int dim = position.length;
        for (int i = targets.start(); i < targets.end(); i++) {
            double sx = 0, sy = 0, sz = 0;
            double xi = position[0][i], yi = position[1][i], zi = dim == 3 ? position[2][i] : 0;
            for (int j = 0; j < gm.length; j++) {
                double dx = position[0][j] - xi, dy = position[1][j] - yi, dz = dim == 3 ? position[2][j] - zi : 0;
                double r2 = Math.fma(dx, dx, Math.fma(dy, dy, Math.fma(dz, dz, e2)));
                double w = gm[j] / (r2 * Math.sqrt(r2));
                sx = Math.fma(w, dx, sx);
                sy = Math.fma(w, dy, sy);
                sz = Math.fma(w, dz, sz);
            }
            a[0][i] = sx;
            a[1][i] = sy;
            if (dim == 3) a[2][i] = sz;
        }
    }

    @Override
    public void potential(double[][] position, double[] gm, double e2, Subrange targets, double[] potential) {
        int dim = position.length;
        for (int i = targets.start(); i < targets.end(); i++) {
            double s = 0;
            for (int j = 0; j < gm.length; j++) {
                double dx = position[0][j] - position[0][i], dy = position[1][j] - position[1][i];
                double dz = dim == 3 ? position[2][j] - position[2][i] : 0;
                double r2 = Math.fma(dx, dx, Math.fma(dy, dy, Math.fma(dz, dz, e2)));
                if (j != i) s -= gm[j] / Math.sqrt(r2);
            }
            potential[i] = s;
        }
    }

    @Override
    public String description() {
        return "scalar";
    }
}
