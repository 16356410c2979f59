/* What ExchangeBenchmark compares with: alltoallv MIB ROUNDS sends MIB mebibytes from every rank to every other one, ROUNDS times,
   and prints the gigabytes a second of all ranks together. Like a rank group it tells the sizes first, in every round. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    int rank, size, provided;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &provided);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int bytes = atoi(argv[1]) << 20, rounds = atoi(argv[2]);
    int *sent = calloc(size, sizeof(int)), *received = calloc(size, sizeof(int)), *starts = calloc(size, sizeof(int));
    for (int other = 0; other < size; other++)
    {
        sent[other] = other == rank ? 0 : bytes; /* a rank group hands the own parcel over without a copy */
        starts[other] = other == 0 ? 0 : starts[other - 1] + sent[other - 1];
    }
    char *outgoing = malloc((size_t)bytes * (size - 1)), *incoming = malloc((size_t)bytes * (size - 1));
    memset(outgoing, 'a' + rank, (size_t)bytes * (size - 1));
    double start = 0;
    for (int round = 0; round <= rounds; round++) /* the first one warms up */
    {
        if (round == 1)
        {
            MPI_Barrier(MPI_COMM_WORLD);
            start = MPI_Wtime();
        }
        MPI_Alltoall(sent, 1, MPI_INT, received, 1, MPI_INT, MPI_COMM_WORLD);
        MPI_Alltoallv(outgoing, sent, starts, MPI_BYTE, incoming, received, starts, MPI_BYTE, MPI_COMM_WORLD);
    }
    MPI_Barrier(MPI_COMM_WORLD);
    double seconds = MPI_Wtime() - start;
    if (incoming[0] != 'a' + (rank == 0 ? 1 : 0))
        MPI_Abort(MPI_COMM_WORLD, 1);
    if (rank == 0)
        printf("%.3f\n", (double)bytes * size * (size - 1) * rounds / seconds / 1e9);
    MPI_Finalize();
    return 0;
}
