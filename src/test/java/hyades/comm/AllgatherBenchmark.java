package hyades.comm;

import hyades.launch.JobSpec;
import hyades.launch.LocalJob;
import hyades.launch.MpjHome;
import hyades.partition.BlockPartition;
import hyades.process.Ranks;
import hyades.process.Starter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How long an allgather of 3000 doubles takes, on every engine, for 2 ranks and for 8: medians over batches, several
/// of them, since a batch during which something else had the core says nothing of the engine. Without JMH, whose
/// threads would not be ranks:
///
/// ```
/// mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
/// MPJ_HOME=mpj/home $(mpj/find-java) -cp target/test-classes:target/classes:$(cat target/classpath) \
///     hyades.comm.AllgatherBenchmark
/// ```
public final class AllgatherBenchmark {
    private static final int DOUBLES = 3000;
    private static final int BATCHES = 20;
    private static final int BATCH = 2000;

    private AllgatherBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        if (Starter.of(List.of(arguments), System.getProperties(), System.getenv()) instanceof Starter.OfRank starter) {
            Ranks.run(starter, AllgatherBenchmark::measure);
        }
        Path mpjHome = MpjHome.find().orElseThrow();
        for (int ranks : new int[] {2, 8}) {
            for (Engine engine : List.of(Engine.THREADS, Engine.MPJ)) {
                Ranks.asThreads(engine, ranks, mpjHome, null, AllgatherBenchmark::measure);
            }
            JobSpec job = new JobSpec(ranks, mpjHome, AllgatherBenchmark.class.getName(), List.of(), List.of());
            if (LocalJob.run(job, false) != 0) {
                throw new IllegalStateException("The job failed: " + job);
            }
        }
    }

    private static int measure(Communicator world) {
        int[] lengths = new BlockPartition(DOUBLES, world.size()).lengths();
        double[] whole = new double[DOUBLES];
        double[] micros = new double[BATCHES];
        for (int batch = -2; batch < BATCHES; batch++) { // the first two warm up
            world.barrier();
            long start = System.nanoTime();
            for (int i = 0; i < BATCH; i++) {
                world.allgather(whole, lengths);
            }
            if (batch >= 0) {
                micros[batch] = (System.nanoTime() - start) * 1e-3 / BATCH;
            }
        }
        if (world.rank() == 0) {
            Arrays.sort(micros);
            System.out.printf(
                    Locale.ROOT,
                    "%d ranks, %s: %.2f us (%.2f to %.2f in %d batches of %d)%n",
                    world.size(),
                    world.engine(),
                    micros[BATCHES / 2],
                    micros[0],
                    micros[BATCHES - 1],
                    BATCHES,
                    BATCH);
        }
        return 0;
    }
}
