// Stands before the system's OpenCL library, and makes of its devices what a test needs, by variables of the environment.
// What it does not have itself is found in that library, which it is linked with.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TYPE = 0x1000, DOUBLES = 0x1032, NOT_AVAILABLE = -2, OUT_OF_RESOURCES = -5 };

static void *real(const char *function) {
    return dlsym(dlopen("libOpenCL.so.1", RTLD_NOW), function);
}

static const char *wish(const char *variable) {
    const char *value = getenv(variable);
    return value && *value ? value : NULL;
}

// SHIM_TYPE, SHIM_DOUBLES: what the device says that it is, and how it computes with doubles.
int clGetDeviceInfo(void *device, unsigned property, size_t size, void *value, size_t *length) {
    int (*next)(void *, unsigned, size_t, void *, size_t *) = real("clGetDeviceInfo");
    int status = next(device, property, size, value, length);
    const char *wished = property == TYPE ? wish("SHIM_TYPE") : property == DOUBLES ? wish("SHIM_DOUBLES") : NULL;
    if (status == 0 && value && wished) {
        long number = atol(wished);
        memcpy(value, &number, sizeof number);
    }
    return status;
}

// SHIM_TWICE: the first device is there twice.
int clGetDeviceIDs(void *platform, unsigned long type, unsigned room, void **devices, unsigned *count) {
    int (*next)(void *, unsigned long, unsigned, void **, unsigned *) = real("clGetDeviceIDs");
    if (!wish("SHIM_TWICE")) {
        return next(platform, type, room, devices, count);
    }
    if (count) {
        *count = 2;
    }
    int status = devices ? next(platform, type, 1, devices, NULL) : 0;
    if (devices && room > 1) {
        devices[1] = devices[0];
    }
    return status;
}

// SHIM_NOT_AVAILABLE: somebody else has the device.
void *clCreateContext(void *properties, unsigned count, void **devices, void *notify, void *data, int *status) {
    void *(*next)(void *, unsigned, void **, void *, void *, int *) = real("clCreateContext");
    if (wish("SHIM_NOT_AVAILABLE")) {
        *status = NOT_AVAILABLE;
        return NULL;
    }
    return next(properties, count, devices, notify, data, status);
}

// SHIM_WRONG: another rounding. SHIM_BROKEN: what no compiler takes.
void *clCreateProgramWithSource(void *context, unsigned count, const char **texts, const size_t *lengths, int *status) {
    void *(*next)(void *, unsigned, const char **, const size_t *, int *) = real("clCreateProgramWithSource");
    char *text = strdup(texts[0]);
    char *sum = strstr(text, "fma(w, dx, ax)");
    if (sum && wish("SHIM_WRONG")) {
        memcpy(sum, "(w * dx + ax) ", 14);
    }
    const char *all = sum && wish("SHIM_BROKEN") ? "#error this is no program\n" : text;
    void *program = next(context, count, &all, lengths, status);
    free(text);
    return program;
}

static void *doubles;

void *clCreateKernel(void *program, const char *name, int *status) {
    void *(*next)(void *, const char *, int *) = real("clCreateKernel");
    void *kernel = next(program, name, status);
    if (strcmp(name, "doubles") == 0) {
        doubles = kernel;
    }
    return kernel;
}

// Whether the process is that of a rank, which stands behind the main class.
static int is_of(const char *rank) {
    char words[1 << 16];
    FILE *file = fopen("/proc/self/cmdline", "r");
    size_t length = file ? fread(words, 1, sizeof words - 1, file) : 0;
    if (file) {
        fclose(file);
    }
    words[length] = 0;
    int is_main = 0;
    for (char *word = words; word < words + length; word += strlen(word) + 1) {
        if (is_main) {
            return strcmp(word, rank) == 0;
        }
        is_main = strncmp(word, "hyades.", 7) == 0;
    }
    return 0;
}

// SHIM_SLOW: microseconds that the kernel of doubles takes longer. SHIM_LOST_AFTER: how many kernels the device lives;
// SHIM_LOST_RANK: in the process of which rank alone.
int clEnqueueNDRangeKernel(void *queue, void *kernel, unsigned dimensions, const size_t *offset, const size_t *global,
        const size_t *local, unsigned waits, void *events, void *event) {
    static int done;
    int (*next)(void *, void *, unsigned, const size_t *, const size_t *, const size_t *, unsigned, void *, void *) =
            real("clEnqueueNDRangeKernel");
    if (kernel == doubles && wish("SHIM_SLOW")) {
        usleep(atoi(wish("SHIM_SLOW")));
    }
    if (wish("SHIM_LOST_RANK") && !is_of(wish("SHIM_LOST_RANK"))) {
        done = 0;
    }
    if (wish("SHIM_LOST_AFTER") && ++done > atoi(wish("SHIM_LOST_AFTER"))) {
        return OUT_OF_RESOURCES;
    }
    return next(queue, kernel, dimensions, offset, global, local, waits, events, event);
}
