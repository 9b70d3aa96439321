// The same chains of fused multiply-adds in both precisions: how long they take is what is measured.
#pragma OPENCL EXTENSION cl_khr_fp64 : enable

#define CHAINS(NAME, REAL) \
    kernel void NAME(int rounds, global double *out) { \
        REAL a = (REAL) get_global_id(0); \
        REAL b = a + 1; \
        REAL c = a + 2; \
        REAL d = a + 3; \
        for (int i = 0; i < rounds; i++) { \
            a = fma(a, (REAL) 0.5, (REAL) 1); \
            b = fma(b, (REAL) 0.5, (REAL) 1); \
            c = fma(c, (REAL) 0.5, (REAL) 1); \
            d = fma(d, (REAL) 0.5, (REAL) 1); \
        } \
        out[get_global_id(0)] = a + b + c + d; \
    }

CHAINS(singles, float)
CHAINS(doubles, double)
