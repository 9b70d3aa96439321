/* The scheme of `hyades gas` as one writes it in C: arrays of the whole cube, loops that the compiler turns into vectors. A peer to
   measure against, on one core, with periodic faces.
       gcc -O3 -march=native -ffast-math gas_plain.c -o gas_plain -lm;  ./gas_plain CELLS STEPS [ROUNDS]
   MUSCL-Hancock in three directions at once, van Leer's limiter, HLLC fluxes; the start is that of GasSpeed. Prints cell updates a second
   of each round, and the time and extremes of the density at the end. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { R, VX, VY, VZ, P, Q };
static const double GAMMA = 1.4;
static int n;
static long lengths, plane, size;
static double *w[Q], *m[Q], *half[3][Q], *flux[3][Q];

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

static long at(int x, int y, int z) { return z * plane + y * lengths + x; }

static void halos(void) { /* x, then y with x's, then z with both: only faces and edges matter */
    for (int f = 0; f < Q; f++) {
        for (int axis = 0; axis < 3; axis++) {
            long step = axis == 0 ? 1 : axis == 1 ? lengths : plane;
            long first = axis == 0 ? lengths : 1, second = axis == 2 ? lengths : plane;
            for (int b = 0; b < n + 4; b++)
                for (int a = 0; a < n + 4; a++)
                    for (int h = 0; h < 2; h++) {
                        double *p = w[f] + a * first + b * second;
                        p[h * step] = p[(n + h) * step];
                        p[(n + 2 + h) * step] = p[(2 + h) * step];
                    }
        }
    }
}

static void differences(double k) {
    const long steps[3] = {1, lengths, plane};
    for (int z = 1; z < n + 3; z++)
        for (int y = 1; y < n + 3; y++) {
            long row = at(0, y, z);
            for (int axis = 0; axis < 3; axis++)
                for (int f = 0; f < Q; f++) {
                    const double *restrict v = w[f] + row;
                    double *restrict d = half[axis][f] + row;
                    long step = steps[axis];
                    for (int x = 1; x < n + 3; x++) {
                        double a = v[x] - v[x - step], b = v[x + step] - v[x], c = a * b;
                        d[x] = c > 0 ? c / (a + b) : 0;
                    }
                }
            for (long i = row + 1; i < row + n + 3; i++) {
                double r = w[R][i], p = w[P][i], u[3] = {w[VX][i], w[VY][i], w[VZ][i]};
                double dr = 0, dp = 0, du[3] = {0, 0, 0};
                for (int a = 0; a < 3; a++) {
                    dr += u[a] * half[a][R][i] + r * half[a][VX + a][i];
                    dp += u[a] * half[a][P][i] + GAMMA * p * half[a][VX + a][i];
                    for (int v = 0; v < 3; v++) du[v] += u[a] * half[a][VX + v][i];
                    du[a] += half[a][P][i] / r;
                }
                m[R][i] = r - k * dr;
                m[P][i] = p - k * dp;
                for (int v = 0; v < 3; v++) m[VX + v][i] = u[v] - k * du[v];
            }
        }
}

static void fluxes(int axis) { /* of the lower face of each cell */
    const long step = axis == 0 ? 1 : axis == 1 ? lengths : plane;
    const int un = VX + axis, ut = VX + (axis + 1) % 3, ub = VX + (axis + 2) % 3;
    double **h = half[axis], **g = flux[axis];
    for (int z = 2; z < n + 2 + (axis == 2); z++)
        for (int y = 2; y < n + 2 + (axis == 1); y++) {
            long row = at(0, y, z);
#pragma GCC ivdep
            for (long i = row + 2; i < row + n + 2 + (axis == 0); i++) {
                long l = i - step;
                double rl = m[R][l] + h[R][l], rr = m[R][i] - h[R][i];
                double ul = m[un][l] + h[un][l], ur = m[un][i] - h[un][i];
                double pl = m[P][l] + h[P][l], pr = m[P][i] - h[P][i];
                double c = sqrt(GAMMA * fmax(pl / rl, pr / rr));
                double slow = fmin(ul, ur) - c, fast = fmax(ul, ur) + c;
                double ml = rl * (ul - slow), mr = rr * (fast - ur), per = 1 / (ml + mr);
                double contact = (ml * ul + mr * ur + (pl - pr)) * per;
                double middle = (mr * pl + ml * pr + ml * mr * (ul - ur)) * per;
                int left = contact >= 0;
                double s = left ? slow : fast, r = left ? rl : rr, u = left ? ul : ur, p = left ? pl : pr;
                double v = left ? m[ut][l] + h[ut][l] : m[ut][i] - h[ut][i];
                double b = left ? m[ub][l] + h[ub][l] : m[ub][i] - h[ub][i];
                double e = p / (GAMMA - 1) + 0.5 * r * u * u;
                double q = s - u, width = 1 / (s - contact);
                int between = left ? s < 0 : s > 0;
                double e2 = (q * e - p * u + middle * contact) * width, r2 = r * q * width;
                e = between ? e2 : e;
                r = between ? r2 : r;
                u = between ? contact : u;
                p = between ? middle : p;
                double mass = r * u;
                g[R][i] = mass;
                g[un][i] = mass * u + p;
                g[ut][i] = mass * v;
                g[ub][i] = mass * b;
                g[P][i] = (e + p) * u + 0.5 * mass * (v * v + b * b);
            }
        }
}

static double update(double k, double width) {
    double signals = 0;
    for (int z = 2; z < n + 2; z++)
        for (int y = 2; y < n + 2; y++) {
            long row = at(0, y, z);
            double most = 0;
            for (long i = row + 2; i < row + n + 2; i++) {
                double lost[Q];
                for (int f = 0; f < Q; f++)
                    lost[f] = k * (flux[0][f][i + 1] - flux[0][f][i] + flux[1][f][i + lengths] - flux[1][f][i] + flux[2][f][i + plane] -
                                   flux[2][f][i]);
                double r = w[R][i] - lost[R], kinetic = 0, before = 0, rates = 0;
                for (int v = VX; v <= VZ; v++) {
                    double old = w[v][i], now = (w[R][i] * old - lost[v]) / r;
                    before += old * old;
                    kinetic += now * now;
                    rates += fabs(now);
                    w[v][i] = now;
                }
                double p = w[P][i] - (GAMMA - 1) * (lost[P] + 0.5 * (r * kinetic - w[R][i] * before));
                w[R][i] = r;
                w[P][i] = p;
                rates += 3 * sqrt(GAMMA * p / r);
                most = rates > most ? rates : most;
            }
            signals = most > signals ? most : signals;
        }
    return signals / width;
}

int main(int count, char **arguments) {
    n = count > 1 ? atoi(arguments[1]) : 128;
    int steps = count > 2 ? atoi(arguments[2]) : 10, rounds = count > 3 ? atoi(arguments[3]) : 7;
    double width = 1.0 / n, signals = 0, time = 0, least = 1e300, most = 0;
    lengths = n + 4;
    plane = lengths * lengths;
    size = plane * lengths;
    for (int f = 0; f < Q; f++) {
        w[f] = calloc(size, sizeof(double));
        m[f] = calloc(size, sizeof(double));
        for (int a = 0; a < 3; a++) half[a][f] = calloc(size, sizeof(double)), flux[a][f] = calloc(size, sizeof(double));
    }
    for (int z = 0; z < n; z++)
        for (int y = 0; y < n; y++)
            for (int x = 0; x < n; x++) {
                long i = at(x + 2, y + 2, z + 2);
                w[R][i] = 1 + 0.1 * sin(x);
                w[VX][i] = 0.1;
                w[VY][i] = 0.2 * cos(y);
                w[VZ][i] = -0.1 * sin(z + x);
                w[P][i] = 1;
                double rate = 0.1 + fabs(w[VY][i]) + fabs(w[VZ][i]) + 3 * sqrt(GAMMA / w[R][i]);
                signals = fmax(signals, rate / width);
            }
    for (int round = 0; round < rounds; round++) {
        double start = seconds();
        for (int step = 0; step < steps; step++) {
            double dt = 0.4 / signals;
            halos();
            differences(dt / width);
            for (int axis = 0; axis < 3; axis++) fluxes(axis);
            signals = update(dt / width, width);
            time += dt;
        }
        printf("%.3f million updates/s\n", steps * 1e-6 * n * n * n / (seconds() - start));
    }
    for (int z = 2; z < n + 2; z++)
        for (int y = 2; y < n + 2; y++)
            for (int x = 2; x < n + 2; x++) {
                double r = w[R][at(x, y, z)];
                least = fmin(least, r);
                most = fmax(most, r);
            }
    printf("time %.9f density %.9f to %.9f\n", time, least, most);
    return 0;
}
