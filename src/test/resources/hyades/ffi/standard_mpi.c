// MPICH 4.0 behind the binary interface that the standard fixes (MPI 5.0, chapter 20), of which no package is at hand: what
// Hyades calls of it. A handle that is not the standard's is an error.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

typedef void *handle; // the standard's; MPICH's is an int

typedef struct {
    int source, tag, error, internal[5];
} status;

typedef struct {
    int low, high, source, tag, error;
} mpich_status;

enum { WORLD = 0x101, BYTES = 0x247, RETURN = 0x142, NO_REQUEST = 0x180, NO_MESSAGE = 0x128, UNKNOWN = 14 };
enum { MPICH_WORLD = 0x44000000, MPICH_BYTES = 0x4c00010d, MPICH_RETURN = 0x54000001, MPICH_NO_REQUEST = 0x2c000000 };
enum { ANY_SOURCE = -1, MPICH_ANY_SOURCE = -2 };

static const int levels[] = {0, 1024, 2048, 4096}; // of threads; MPICH's are 0 to 3

static void *mpich(const char *function) {
    static void *library;
    library = library ? library : dlopen("libmpich.so.12", RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
    return dlsym(library, function);
}

#define CALL(name, ...) ((int (*)())mpich(#name))(__VA_ARGS__)
#define EXPECT(given, constant) if ((intptr_t)(given) != (constant)) return UNKNOWN

static void *place(const void *values) {
    return values == (void *)1 ? (void *)-1 : (void *)values; // MPI_IN_PLACE
}

static status standard(mpich_status from) {
    return (status){from.source, from.tag, from.error, {from.low, from.high}};
}

static mpich_status back(const status *from) {
    return (mpich_status){from->internal[0], from->internal[1], from->source, from->tag, from->error};
}

static handle request(int from) {
    return (handle)(intptr_t)(from == MPICH_NO_REQUEST ? NO_REQUEST : from);
}

static int mpich_request(handle from) {
    return (intptr_t)from == NO_REQUEST ? MPICH_NO_REQUEST : (int)(intptr_t)from;
}

int MPI_Abi_get_version(int *major, int *minor) {
    *major = 1;
    *minor = 0;
    return 0;
}

int MPI_Get_library_version(char *text, int *length) { return CALL(MPI_Get_library_version, text, length); }

int MPI_Init_thread(int *argc, char ***argv, int required, int *provided) {
    int level = 0, code;
    while (level < 3 && levels[level] < required) level++;
    code = CALL(MPI_Init_thread, argc, argv, level, &level);
    *provided = levels[level];
    return code;
}

int MPI_Finalize(void) { return CALL(MPI_Finalize); }

int MPI_Comm_rank(handle world, int *rank) {
    EXPECT(world, WORLD);
    return CALL(MPI_Comm_rank, MPICH_WORLD, rank);
}

int MPI_Comm_size(handle world, int *size) {
    EXPECT(world, WORLD);
    return CALL(MPI_Comm_size, MPICH_WORLD, size);
}

int MPI_Comm_set_errhandler(handle world, handle handler) {
    EXPECT(world, WORLD);
    EXPECT(handler, RETURN);
    return CALL(MPI_Comm_set_errhandler, MPICH_WORLD, MPICH_RETURN);
}

int MPI_Abort(handle world, int code) {
    EXPECT(world, WORLD);
    return CALL(MPI_Abort, MPICH_WORLD, code);
}

int MPI_Error_string(int code, char *text, int *length) { return CALL(MPI_Error_string, code, text, length); }

int MPI_Barrier(handle world) {
    EXPECT(world, WORLD);
    return CALL(MPI_Barrier, MPICH_WORLD);
}

int MPI_Bcast(void *values, int count, handle type, int root, handle world) {
    EXPECT(type, BYTES);
    EXPECT(world, WORLD);
    return CALL(MPI_Bcast, values, count, MPICH_BYTES, root, MPICH_WORLD);
}

int MPI_Allgatherv(const void *own, int count, handle type, void *all, const int *counts, const int *offsets,
                   handle type_of_all, handle world) {
    EXPECT(type, BYTES);
    EXPECT(type_of_all, BYTES);
    EXPECT(world, WORLD);
    return CALL(MPI_Allgatherv, place(own), count, MPICH_BYTES, all, counts, offsets, MPICH_BYTES, MPICH_WORLD);
}

int MPI_Isend(const void *values, int count, handle type, int to, int tag, handle world, handle *sent) {
    int made, code;
    EXPECT(type, BYTES);
    EXPECT(world, WORLD);
    code = CALL(MPI_Isend, values, count, MPICH_BYTES, to, tag, MPICH_WORLD, &made);
    *sent = request(made);
    return code;
}

int MPI_Irecv(void *values, int count, handle type, int from, int tag, handle world, handle *received) {
    int made, code;
    EXPECT(type, BYTES);
    EXPECT(world, WORLD);
    code = CALL(MPI_Irecv, values, count, MPICH_BYTES, from, tag, MPICH_WORLD, &made);
    *received = request(made);
    return code;
}

int MPI_Wait(handle *pending, status *ended) {
    int made = mpich_request(*pending);
    mpich_status found;
    int code = CALL(MPI_Wait, &made, &found);
    *pending = request(made);
    *ended = standard(found);
    return code;
}

int MPI_Cancel(handle *pending) {
    int made = mpich_request(*pending);
    return CALL(MPI_Cancel, &made);
}

int MPI_Test(handle *pending, int *flag, status *ended) {
    int made = mpich_request(*pending);
    mpich_status found;
    int code = CALL(MPI_Test, &made, flag, &found);
    *pending = request(made);
    if (*flag) *ended = standard(found);
    return code;
}

int MPI_Improbe(int source, int tag, handle world, int *flag, handle *message, status *ended) {
    int made = 0, code;
    mpich_status found;
    EXPECT(world, WORLD);
    code = CALL(MPI_Improbe, source == ANY_SOURCE ? MPICH_ANY_SOURCE : source, tag, MPICH_WORLD, flag, &made, &found);
    *message = (handle)(intptr_t)(*flag ? made : NO_MESSAGE);
    if (*flag) *ended = standard(found);
    return code;
}

int MPI_Mprobe(int source, int tag, handle world, handle *message, status *ended) {
    int made, code;
    mpich_status found;
    EXPECT(world, WORLD);
    code = CALL(MPI_Mprobe, source, tag, MPICH_WORLD, &made, &found);
    *message = (handle)(intptr_t)made;
    *ended = standard(found);
    return code;
}

int MPI_Mrecv(void *values, int count, handle type, handle *message, status *ended) {
    int made = (int)(intptr_t)*message, code;
    mpich_status found;
    EXPECT(type, BYTES);
    code = CALL(MPI_Mrecv, values, count, MPICH_BYTES, &made, &found);
    *message = (handle)(intptr_t)NO_MESSAGE;
    *ended = standard(found);
    return code;
}

int MPI_Get_count(const status *of, handle type, int *count) {
    mpich_status found = back(of);
    EXPECT(type, BYTES);
    return CALL(MPI_Get_count, &found, MPICH_BYTES, count);
}
