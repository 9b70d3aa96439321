// Direct sum of softened gravity, one target an item: hyades.nbody.InverseCube says what the numbers are, which stand
// before this text, and hyades.nbody.ScalarKernel, line by line, what the same operations are in Java. Every product that is
// added to is a fused multiply-add by name, so nothing is left to contract.
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#pragma OPENCL FP_CONTRACT OFF

// gm / r^3 / SCALE.
static inline double weight(double r2, double gm) {
    double seed = as_double(SEED - (as_ulong(r2) >> 1));
    double t = fma(seed * seed, r2, -T);
    double root = fma(t, t, A) * seed;
    double square = root * root;
    double s = fma(r2, square, -U);
    return gm * root * square * fma(s, fma(s, s, B), C);
}

// The items of a work-group share tiles of as many sources as they are: its x, then its y, its z and its gm. Items beyond
// the targets compute along with the last one, since all have to meet at the barriers, and write nothing.
//
// dim: 2 or 3. n: sources. bodies: all that may be targets. first, count: those that are. source: (dim, n). position:
// (dim, bodies), perhaps the same. out: (dim, count), or (count) potentials.
static inline void sum(bool potentials, int dim, int n, int bodies, int first, int count, double softening,
        global const double *source, global const double *gm, global const double *position, global double *out,
        local double *tile) {
    int item = get_global_id(0);
    int lane = get_local_id(0);
    int length = get_local_size(0);
    int i = first + min(item, count - 1);
    double x = position[i];
    double y = position[bodies + i];
    double z = dim == 3 ? position[2 * bodies + i] : 0;
    double ax = 0;
    double ay = 0;
    double az = 0;
    double phi = 0;
    for (int start = 0; start < n; start += length) {
        int next = min(start + lane, n - 1);
        barrier(CLK_LOCAL_MEM_FENCE);
        tile[lane] = source[next];
        tile[length + lane] = source[n + next];
        if (dim == 3) {
            tile[2 * length + lane] = source[2 * n + next];
        }
        tile[3 * length + lane] = gm[next];
        barrier(CLK_LOCAL_MEM_FENCE);
        int end = min(length, n - start);
        for (int j = 0; j < end; j++) {
            double dx = tile[j] - x;
            double dy = tile[length + j] - y;
            double dz = dim == 3 ? tile[2 * length + j] - z : 0;
            double r2 = fma(dx, dx, fma(dy, dy, dim == 3 ? fma(dz, dz, softening) : softening));
            double m = tile[3 * length + j];
            if (potentials) {
                double term = m / sqrt(r2);
                phi = start + j == i ? phi : phi - term;
            } else {
                double w = weight(r2, m);
                ax = fma(w, dx, ax);
                ay = fma(w, dy, ay);
                if (dim == 3) {
                    az = fma(w, dz, az);
                }
            }
        }
    }
    if (item < count) {
        out[item] = potentials ? phi : ax * SCALE;
        if (!potentials) {
            out[count + item] = ay * SCALE;
            if (dim == 3) {
                out[2 * count + item] = az * SCALE;
            }
        }
    }
}

#define SUM(NAME, POTENTIALS, DIM) \
    kernel void NAME(int n, int bodies, int first, int count, double softening, global const double *source, \
            global const double *gm, global const double *position, global double *out, local double *tile) { \
        sum(POTENTIALS, DIM, n, bodies, first, count, softening, source, gm, position, out, tile); \
    }

SUM(accelerations2, false, 2)
SUM(accelerations3, false, 3)
SUM(potentials2, true, 2)
SUM(potentials3, true, 3)
