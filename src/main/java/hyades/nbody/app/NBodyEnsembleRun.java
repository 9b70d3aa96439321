package hyades.nbody.app;

import hyades.comm.Communicator;
import hyades.farm.Journal;
import hyades.nbody.DistributedEnsemble;
import hyades.nbody.SystemGroups;
import hyades.nbody.SystemResult;
import hyades.nbody.Units;
import hyades.process.ExitCode;
import hyades.run.Members;
import hyades.run.OutputOptions;
import hyades.run.Progress;
import hyades.run.RunDirectory;
import hyades.run.RunRecord;
import hyades.run.RunRecord.RankTimes;
import hyades.run.RunSettings;
import hyades.storage.CheckpointFile;
import hyades.storage.WholeFile;
import hyades.text.Csv;
import hyades.text.Digits;
import hyades.trace.Activity;
import hyades.vector.KernelChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a rank does of an ensemble; rank 0 also what is printed, the files and `run.json`.
///
/// @param kernel that computes the forces
/// @param energyError the largest relative error of the energy that needs no warning
record NBodyEnsembleRun(Communicator world, RunSettings settings, KernelChoice kernel, double energyError) {
    static final String TABLE = "ensemble.csv";
    private static final String JOURNAL = "journal.bin";

    static final String[] OUTPUTS = {
        "run.json", TABLE, EnsembleFigures.ID + ".png", JOURNAL, CheckpointFile.LATEST, CheckpointFile.PREVIOUS
    };

    /// Behind the number of the system and its parameters.
    private static final List<String> COLUMNS = List.of(
            "stepsDone",
            "finalTime",
            "largestRelativeEnergyError",
            "finalRelativeEnergyError",
            "finalVirialRatio",
            "finalHalfMassRadius",
            "smallestSeparation",
            "outcome",
            "reason");

    /// Of the systems that have failed, those that are named on the screen.
    private static final int MOST_FAILED = 10;

    /// Integrates on the other ranks; collective with [#lead].
    ///
    /// @return the exit code
    int help() throws IOException {
        EnsemblePlan plan = EnsemblePlan.of(world.broadcast(new byte[0], 0));
        ensemble(plan).run(null, null, null);
        settings.gatherTimes();
        return code(0);
    }

    /// Integrates on rank 0; collective with [#help].
    ///
    /// @param groups of all systems
    /// @param units of any of their runs
    /// @return the exit code
    int lead(EnsemblePlan asked, SystemGroups groups, Set<Units> units, OutputOptions output) throws IOException {
        EnsemblePlan plan = asked.beside() > 0
                ? asked
                : asked.besideEachOther(mostBeside(asked.rows().size()));
        RunDirectory directory = output.create("nbody", OUTPUTS);
        world.broadcast(plan.bytes(), 0);
        int systems = plan.rows().size();
        DistributedEnsemble ensemble = ensemble(plan);
        SystemResult[] results;
        long start = System.nanoTime();
        try (Journal<List<SystemResult>> journal = ensemble.journal(directory.file(JOURNAL), plan.key());
                Progress progress = new Progress("systems", systems, settings.quiet())) {
            journal.remarks().forEach(remark -> System.err.println("rank 0: warning: " + remark));
            plan.write(directory.path()); // now that nobody else goes on with it
            results = ensemble.run(groups.of(plan.beside()), journal, progress::done);
        }
        int recorded = ensemble.recorded();
        double seconds = (System.nanoTime() - start) * 1e-9;
        Summary summary = Summary.of(results, recorded, energyError);
        if (recorded == systems && Files.exists(directory.file(TABLE)) && isOfAll(directory.file("run.json"))) {
            settings.gatherTimes();
            if (!settings.quiet()) {
                System.out.printf(
                        "%s were done before: %s has them%n", Digits.counted(systems, "system"), directory.file(TABLE));
            }
            return code(summary.code());
        }
        long begin = System.nanoTime();
        write(plan, results, directory);
        world.timeline().ended(Activity.WRITING, "write", begin);
        List<RankTimes> times = settings.gatherTimes();
        Members<Double> rates = new Members<>();
        rates.put("systemsPerSecond", (summary.ended() - recorded) / seconds);
        Members<Object> found = summary.members();
        if (units.size() == 1) {
            Units all = units.iterator().next();
            found.put("units", all == Units.SI ? "SI" : all.toString());
        }
        found.put("integratingSeconds", seconds);
        settings.keep(world, directory, NBodyEnsembleCommand.COMMAND, null, times, rates, found);
        CheckpointFile.deletePrevious(directory.path());
        say(summary, plan, results, directory, seconds);
        settings.report(directory, output.plots().onlyIf(summary.isWhole()));
        return code(summary.code());
    }

    /// Whether a run that left none has written the table.
    private static boolean isOfAll(Path record) throws IOException {
        return Files.exists(record)
                && RunRecord.read(record).results().get("left") instanceof Number left
                && left.intValue() == 0;
    }

    /// So that nobody has nothing to do while others have several systems at hand.
    private int mostBeside(int systems) {
        return Math.clamp((long) systems / ((long) world.size() * settings.threads()), 1, SystemGroups.MOST);
    }

    /// Rank 0's, on every rank; collective.
    private int code(int mine) {
        double[] code = {mine};
        world.broadcast(code, 0);
        return (int) code[0];
    }

    private DistributedEnsemble ensemble(EnsemblePlan plan) {
        return new DistributedEnsemble(world, plan.systems(), kernel, settings.threads());
    }

    private static void write(EnsemblePlan plan, SystemResult[] results, RunDirectory directory) throws IOException {
        List<String[]> lines = new ArrayList<>();
        lines.add(Stream.of(List.of("system"), plan.columns(), COLUMNS)
                .flatMap(List::stream)
                .toArray(String[]::new));
        for (int system = 0; system < results.length; system++) {
            if (results[system] != null) {
                lines.add(Stream.of(
                                List.of(Integer.toString(system + 1)),
                                plan.rows().get(system).values(),
                                fields(results[system]))
                        .flatMap(List::stream)
                        .toArray(String[]::new));
            }
        }
        WholeFile.writeText(directory.file(TABLE), out -> Csv.write(out, lines));
    }

    private static List<String> fields(SystemResult result) {
        return List.of(
                Long.toString(result.steps()),
                number(result.time()),
                number(result.largestEnergyError()),
                number(result.energyError()),
                number(result.virialRatio()),
                number(result.halfMassRadius()),
                number(result.smallestSeparation()),
                result.isDone() ? "done" : "failed",
                result.failure());
    }

    /// With the fewest digits that read back to the same double; of what is not known nothing.
    private static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    /// How many systems ended how.
    ///
    /// @param recorded of them in an earlier run
    /// @param largestError of the energy, relative, of all that are done; NaN where none is
    /// @param largestOf the system that has it, from 1
    /// @param tooLarge how many have one above the limit
    private record Summary(
            int systems, int done, int failed, int recorded, double largestError, int largestOf, int tooLarge) {
        static Summary of(SystemResult[] results, int recorded, double limit) {
            int done = 0;
            int tooLarge = 0;
            int largestOf = 0;
            double largest = Double.NaN;
            for (int system = 0; system < results.length; system++) {
                SystemResult result = results[system];
                if (result != null && result.isDone()) {
                    done++;
                    tooLarge += result.largestEnergyError() > limit ? 1 : 0;
                    if (!(result.largestEnergyError() <= largest)) {
                        largest = result.largestEnergyError();
                        largestOf = system + 1;
                    }
                }
            }
            int ended = (int) Arrays.stream(results).filter(Objects::nonNull).count();
            return new Summary(results.length, done, ended - done, recorded, largest, largestOf, tooLarge);
        }

        int ended() {
            return done + failed;
        }

        boolean isWhole() {
            return ended() == systems;
        }

        /// The exit code that tells how it went.
        int code() {
            return isWhole() ? failed > 0 ? ExitCode.SOME_FAILED : ExitCode.DONE : ExitCode.STOPPED;
        }

        Members<Object> members() {
            Members<Object> members = new Members<>();
            members.put("systems", systems);
            members.put("done", done);
            members.put("failed", failed);
            members.put("left", systems - ended());
            members.put("recorded", recorded);
            members.put("largestRelativeEnergyError", largestError);
            members.put("aboveEnergyError", tooLarge);
            return members;
        }
    }

    private void say(
            Summary summary, EnsemblePlan plan, SystemResult[] results, RunDirectory directory, double seconds) {
        if (!settings.quiet()) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d done, %d failed in %.3f s%s%s%n",
                    Digits.counted(summary.systems, "system"),
                    summary.done,
                    summary.failed,
                    seconds,
                    summary.recorded == 0 ? "" : " (%d of them earlier)".formatted(summary.recorded),
                    summary.done == 0
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    "; relative energy error at most %.2e, of system %d",
                                    summary.largestError,
                                    summary.largestOf));
            System.out.println("results in " + directory.path());
        }
        if (!summary.isWhole()) {
            System.out.printf(
                    "stopped: %d of them left; it goes on with: ./hyades nbody ensemble --resume %s%n",
                    summary.systems - summary.ended(), directory.path());
        }
        IntStream.range(0, results.length)
                .filter(system -> results[system] != null && !results[system].isDone())
                .limit(MOST_FAILED)
                .forEach(system -> System.err.printf(
                        "system %d (%s): %s%n", system + 1, plan.name(system), results[system].failure()));
        if (summary.failed > MOST_FAILED) {
            System.err.printf("and %d more that failed: %s has all%n", summary.failed - MOST_FAILED, TABLE);
        }
        if (summary.tooLarge > 0) {
            System.err.printf(
                    "rank 0: warning: the energy error of %s is above --energy-error %s: %s has it%n",
                    Digits.counted(summary.tooLarge, "system"), energyError, TABLE);
        }
    }
}
