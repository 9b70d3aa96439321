/* The peer of CommunicatorBenchmark: the same operations, sizes, batches and medians, by MPI itself.
   Built and run by mpi.sh. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BATCHES = 15 };

static int rank, size, bytes, is_new, *lengths, *offsets, *parts, *starts;
static char *values, *other, *more;

/* What is sent, which is new each time if that is asked for. */
static void fill(char *first, int length) {
    static int calls;
    if (is_new) memset(first, ++calls, length);
}

static void broadcast(void) {
    if (rank == 0) fill(values, bytes);
    MPI_Bcast(values, bytes, MPI_BYTE, 0, MPI_COMM_WORLD);
}

static void allgather(void) {
    fill(values + offsets[rank], lengths[rank]);
    MPI_Allgatherv(MPI_IN_PLACE, 0, MPI_BYTE, values, lengths, offsets, MPI_BYTE, MPI_COMM_WORLD);
}

static void gather(void) {
    fill(other, parts[rank]);
    MPI_Gatherv(other, parts[rank], MPI_BYTE, values, parts, starts, MPI_BYTE, 0, MPI_COMM_WORLD);
}

static void exchange(void) {
    MPI_Request requests[4];
    MPI_Status statuses[4];
    int next = (rank + 1) % size, last = (rank + size - 1) % size, n = 0;
    fill(values, bytes);
    MPI_Irecv(other, bytes, MPI_BYTE, next, 1, MPI_COMM_WORLD, &requests[n++]);
    if (next != last) MPI_Irecv(more, bytes, MPI_BYTE, last, 1, MPI_COMM_WORLD, &requests[n++]);
    MPI_Isend(values, bytes, MPI_BYTE, next, 1, MPI_COMM_WORLD, &requests[n++]);
    if (next != last) MPI_Isend(values, bytes, MPI_BYTE, last, 1, MPI_COMM_WORLD, &requests[n++]);
    MPI_Waitall(n, requests, statuses);
}

static void roundtrip(void) {
    if (rank < 2) fill(values, bytes);
    if (rank == 0) {
        MPI_Send(values, bytes, MPI_BYTE, 1, 2, MPI_COMM_WORLD);
        MPI_Recv(other, bytes, MPI_BYTE, 1, 2, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    } else if (rank == 1) {
        MPI_Recv(other, bytes, MPI_BYTE, 0, 2, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        MPI_Send(values, bytes, MPI_BYTE, 0, 2, MPI_COMM_WORLD);
    }
}

static double seconds(void (*call)(void), int calls) {
    MPI_Barrier(MPI_COMM_WORLD);
    double start = MPI_Wtime();
    for (int i = 0; i < calls; i++) call();
    MPI_Barrier(MPI_COMM_WORLD);
    return MPI_Wtime() - start;
}

static int ascending(const void *a, const void *b) {
    double d = *(const double *)a - *(const double *)b;
    return (d > 0) - (d < 0);
}

static double median(void (*call)(void)) {
    double micros[BATCHES], one;
    seconds(call, 200);
    one = seconds(call, 20) / 20;
    int calls = (int)(0.03 / one);
    calls = calls < 3 ? 3 : calls > 20000 ? 20000 : calls;
    MPI_Bcast(&calls, 1, MPI_INT, 0, MPI_COMM_WORLD);
    for (int b = 0; b < BATCHES; b++) micros[b] = seconds(call, calls) * 1e6 / calls;
    qsort(micros, BATCHES, sizeof(double), ascending);
    return micros[BATCHES / 2];
}

/* With values that are new each time, and as is the custom, with the same again and again. */
static void measure(const char *name, void (*call)(void)) {
    is_new = 1;
    double fresh = median(call);
    is_new = 0;
    double same = median(call);
    if (rank == 0) printf("%s %d %.2f %.2f\n", name, bytes, fresh, same);
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int all[] = {8, 1 << 10, 1 << 13, 1 << 16, 1 << 20, 1 << 23};
    values = calloc(1, (1 << 23) + size), other = calloc(1, 1 << 23), more = calloc(1, 1 << 23);
    lengths = calloc(size, sizeof(int)), offsets = calloc(size, sizeof(int));
    parts = calloc(size, sizeof(int)), starts = calloc(size, sizeof(int));
    for (int s = 0; s < 6; s++) {
        bytes = all[s];
        int doubles = bytes / 8, next = 0, part = bytes / size > 1 ? bytes / size : 1;
        for (int r = 0; r < size; r++) {
            lengths[r] = 8 * (doubles / size + (r < doubles % size));
            offsets[r] = next;
            next += lengths[r];
            parts[r] = part;
            starts[r] = r * part;
        }
        measure("broadcast", broadcast);
        measure("allgather", allgather);
        measure("gather", gather);
        measure("exchange", exchange);
        measure("roundtrip", roundtrip);
    }
    MPI_Finalize();
    return 0;
}
