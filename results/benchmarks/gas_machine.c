/* What one core can do: bandwidth of its memory, and additions, products, quotients and roots a second in vectors of doubles; for the
   roofline of `hyades gas`.
       gcc -O3 -march=native gas_machine.c -o gas_machine -lm;  ./gas_machine */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { N = 1 << 25, LANES = 8, CHAINS = 16, TURNS = 2000000 };
typedef double vector __attribute__((vector_size(8 * LANES)));

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

static inline vector roots(vector v) {
    vector result;
    for (int l = 0; l < LANES; l++) result[l] = __builtin_sqrt(v[l]);
    return result;
}

#define RATE(name, operations, ...)                                                             \
    {                                                                                           \
        double best = 0;                                                                        \
        for (int again = 0; again < 5; again++) {                                               \
            vector v[CHAINS];                                                                   \
            for (int c = 0; c < CHAINS; c++) v[c] = (vector){} + 1.0 + 0.01 * c;                \
            double start = seconds();                                                           \
            for (int turn = 0; turn < TURNS; turn++) {                                          \
                _Pragma("GCC unroll 16") for (int c = 0; c < CHAINS; c++) { __VA_ARGS__ }       \
                __asm__ volatile("" : : : "memory");                                            \
            }                                                                                   \
            double took = seconds() - start;                                                    \
            double sum = 0;                                                                     \
            for (int c = 0; c < CHAINS; c++) sum += v[c][0];                                    \
            if (sum == 42) puts("");                                                            \
            best = fmax(best, 1e-9 * operations * LANES * CHAINS * (double)TURNS / took);       \
        }                                                                                       \
        printf("machine %s %.2f 10^9/s\n", name, best);                                         \
    }

int main(void) {
    double *a = malloc(8L * N), *b = malloc(8L * N), *c = malloc(8L * N), best = 0;
    for (long i = 0; i < N; i++) a[i] = 0, b[i] = 1, c[i] = 2;
    for (int again = 0; again < 5; again++) {
        double start = seconds();
        for (long i = 0; i < N; i++) a[i] = b[i] + 3 * c[i];
        best = fmax(best, 24e-9 * N / (seconds() - start)); /* bytes named by the loop, as STREAM counts */
    }
    if (a[N / 2] == 42) puts("");
    printf("machine triad %.2f GB/s\n", best);
    const vector one = (vector){} + 1.0000001, small = (vector){} + 1e-9;
    RATE("products and sums", 2, v[c] = v[c] * one; v[c] = v[c] + small;)
    RATE("quotients", 1, v[c] = one / v[c];)
    RATE("roots", 1, v[c] = roots(v[c]);)
    return 0;
}
