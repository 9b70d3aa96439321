package hyades.study.app;

import hyades.storage.WholeFile;
import hyades.study.Analysis;
import hyades.study.Comparisons;
import hyades.study.ExtraP;
import hyades.study.Fits;
import hyades.study.Machine;
import hyades.study.ScalingPlan;
import hyades.study.ScalingRecord;
import hyades.study.ScalingRecord.Comparison;
import hyades.study.ScalingRecord.Fit;
import hyades.study.ScalingRecord.Part;
import hyades.study.ScalingRecord.Point;
import hyades.study.ScalingRecord.Row;
import hyades.study.ScalingStudy;
import hyades.study.Verdict;
import hyades.text.Csv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a study leaves beside its measurements: `scaling.json`, `extrap.txt` and `comparison.csv`.
///
/// @param folder the study's
/// @param machine where the study is made
/// @param target the efficiency from which cores are worth having, of 1
/// @param started when, ISO 8601 in UTC
public record StudyOutput(Path folder, ScalingPlan plan, Machine machine, double target, String started) {
    /// The files that follow from a study, the record first; beside them are `scaling.json` and `measurements.csv`,
    /// which say what an earlier study has left, until another begins.
    public static final List<String> FILES = List.of(
            "run.json",
            "extrap.txt",
            "comparison.csv",
            "runtime.png",
            "speedup.png",
            "efficiency.png",
            "rate.png",
            "exercise.png",
            "balance.png",
            "lost.png");

    /// Writes down what is to be measured, so that another process can go on with it.
    public void begin() throws IOException {
        record(false, "", List.of(), List.of(), List.of(), null, null, null).write(folder.resolve("scaling.json"));
    }

    /// Makes of a study that is measured all that follows from it.
    ///
    /// @param rateName what an earlier record calls the jobs' rate; empty without one
    /// @param other the folder of a study to compare with; null for none
    public ScalingRecord finish(ScalingStudy study, String rateName, Path other) throws IOException {
        Analysis analysis = new Analysis(plan, study.measurements(), machine.cores());
        List<Point> points = analysis.points();
        Comparison comparison = other == null ? null : Comparisons.with(other, plan, machine, study.measurements());
        ScalingRecord record = record(
                true,
                study.rateName(rateName),
                points,
                study.parts(),
                Fits.of(plan, analysis, machine.cores()),
                analysis.warning(),
                Verdict.of(analysis, target),
                comparison);
        ExtraP.write(folder.resolve("extrap.txt"), plan, analysis);
        if (comparison != null) {
            write(comparison);
        }
        record.write(folder.resolve("scaling.json"));
        return record;
    }

    /// The study for people who read it on a terminal.
    public static String text(ScalingRecord record) {
        return StudyText.of(record);
    }

    private ScalingRecord record(
            boolean complete,
            String rateName,
            List<Point> points,
            List<Part> parts,
            List<Fit> fits,
            String warning,
            String verdict,
            Comparison comparison) {
        return new ScalingRecord(
                machine.versions(),
                machine.host(),
                machine.processor(),
                machine.cores(),
                plan.mode(),
                started,
                plan.command(),
                plan.isWeak(),
                plan.growth(),
                plan.same(),
                plan.ranks(),
                plan.threads(),
                plan.repeats(),
                target,
                complete,
                rateName,
                Analysis.DEFINITIONS,
                points,
                parts,
                Analysis.answer(parts, points),
                fits,
                Fits.BOOTSTRAP,
                warning,
                verdict,
                comparison);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    private void write(Comparison comparison) throws IOException {
        List<String[]> lines = new ArrayList<>();
        lines.add(new String[] {
            "ranks",
            "threads",
            "medianHere",
            "medianThere",
            "ratio",
            "seconds",
            "secondsLow",
            "secondsHigh",
            "p",
            "adjusted",
            "differs"
        });
        for (Row row : comparison.rows()) {
            lines.add(new String[] {
                Integer.toString(row.ranks()),
                Integer.toString(row.threads()),
                Double.toString(row.here().median()),
                Double.toString(row.there().median()),
                Double.toString(row.ratio()),
                number(row.seconds().value()),
                number(row.seconds().low()),
                number(row.seconds().high()),
                Double.toString(row.p()),
                Double.toString(row.adjusted()),
                Boolean.toString(row.differs())
            });
        }
        WholeFile.writeText(folder.resolve("comparison.csv"), out -> Csv.write(out, lines));
    }
}
