package hyades.study.app;

import hyades.study.ScalingPlan;
import hyades.study.ScalingRecord;
import hyades.study.ScalingRecord.Comparison;
import hyades.study.ScalingRecord.Estimate;
import hyades.study.ScalingRecord.Fit;
import hyades.study.ScalingRecord.FitTest;
import hyades.study.ScalingRecord.Part;
import hyades.study.ScalingRecord.Point;
import hyades.study.ScalingRecord.Row;
import hyades.study.ScalingRecord.Spread;
import hyades.text.Lines;
import hyades.text.ShellWords;
import hyades.trace.Activity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A study for people who read it on a terminal.
final class StudyText {
    private static final String JOB = "ranks x T";

    private static final Map<String, String> HEADINGS = headings();

    /// What is known of a program that is no job of Hyades.
    private static final List<String> OF_PROGRAMS = List.of("speedup", "efficiency", "serialPart", "disturbed");

    private final ScalingRecord study;
    private final Lines lines = new Lines();

    private StudyText(ScalingRecord study) {
        this.study = study;
    }

    static String of(ScalingRecord study) {
        StudyText text = new StudyText(study);
        text.head();
        text.speeds();
        if (!study.isProgram()) {
            text.shares();
            text.losses();
            text.parts();
        }
        text.definitions();
        study.fits().forEach(text::fit);
        if (study.comparison() != null) {
            text.compare(study.comparison());
        }
        text.lines.blank();
        text.lines.paragraph("", study.verdict());
        return text.lines.toString();
    }

    /// What the tables call the numbers that have a definition.
    private static Map<String, String> headings() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("speedup", "speedup");
        names.put("efficiency", "efficiency");
        names.put("balance", "loadBalance");
        names.put("comm. eff.", "communicationEfficiency");
        names.put("parallel", "parallelEfficiency");
        names.put("CPU", "cpuShare");
        names.put("collection", "gcShare");
        names.put("lost", "lost");
        names.put("!", "disturbed");
        names.put("serial part", "serialPart");
        return names;
    }

    private void head() {
        lines.paragraph(
                "",
                "%s%s, %d core%s: median [least, greatest] of %d repeat%s after one that does not count"
                        .formatted(
                                ShellWords.join(study.command()),
                                study.isProgram() ? "" : ", --on " + study.launch(),
                                study.cores(),
                                study.cores() == 1 ? "" : "s",
                                study.repeats(),
                                study.repeats() == 1 ? "" : "s"));
        if (study.isProgram()) {
            lines.paragraph(
                    "",
                    study.same() == null
                            ? "run as it is: wall time alone; nothing was compared, so it is not known whether all"
                                    + " did the same work (--same 'GLOB' compares files)"
                            : "run as it is: wall time alone; all left the same bytes as %s".formatted(study.same()));
        }
        if (study.weak()) {
            lines.paragraph("", "weak: " + study.growth());
        }
        lines.blank();
    }

    private void speeds() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(new ArrayList<>(List.of(JOB)));
        if (study.weak()) {
            rows.getFirst().add("size");
        }
        rows.getFirst()
                .addAll(List.of(
                        "wall time [s]", study.isProgram() ? "serial part" : unit(), "speedup", "efficiency [%]"));
        for (Point p : study.points()) {
            List<String> row = start(p);
            if (study.weak()) {
                row.add(p.size());
            }
            row.addAll(List.of(
                    number(p.wallSeconds(), 1),
                    study.isProgram() ? part(p.serialPart()) : number(p.rate(), 1 / rateScale()),
                    number(p.speedup(), 1),
                    whole(p.efficiency(), 100)));
            rows.add(row);
        }
        lines.table(rows);
        if (study.points().stream().anyMatch(Point::oversubscribed)) {
            lines.paragraph(
                    "",
                    "* more ranks x threads (T) than the %d core%s: left out of fits"
                            .formatted(study.cores(), study.cores() == 1 ? "" : "s"));
        }
        study.points().stream()
                .filter(p -> p.disturbed() > 0)
                .forEach(p -> lines.paragraph(
                        "", "! %s: %d of %d repeats disturbed".formatted(p.name(), p.disturbed(), study.repeats())));
        lines.blank();
    }

    private void shares() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(JOB, "balance [%]", "comm. eff. [%]", "parallel [%]", "CPU [cores]", "collection [%]"));
        for (Point p : study.points()) {
            List<String> row = start(p);
            row.addAll(List.of(
                    whole(p.loadBalance(), 100),
                    whole(p.communicationEfficiency(), 100),
                    whole(p.parallelEfficiency(), 100),
                    number(p.cpuShare(), 1),
                    number(p.gcShare(), 100)));
            rows.add(row);
        }
        lines.table(rows);
        lines.blank();
    }

    private void losses() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "lost [s]:",
                "computing",
                "imbalance",
                Activity.EXCHANGE_AND_WAITING,
                "files",
                "start-up",
                "all",
                "serial part"));
        for (Point p : study.points()) {
            rows.add(List.of(
                    job(p),
                    signed(p.lost().computing()),
                    signed(p.lost().imbalance()),
                    signed(p.lost().communication()),
                    signed(p.lost().inputOutput()),
                    signed(p.lost().startUp()),
                    signed(p.lost().total()),
                    part(p.serialPart())));
        }
        lines.table(rows);
        lines.blank();
    }

    private void parts() {
        if (study.parts() == null || study.parts().isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("part, on one core", "time [s]", "share [%]", "only it shared out", "all but it"));
        for (Part part : study.parts()) {
            rows.add(List.of(
                    part.name(),
                    short3(part.seconds()),
                    text("%.1f", 100 * part.share()),
                    short3(part.onlyIt()),
                    short3(part.allButIt())));
        }
        lines.table(rows);
        lines.paragraph("", "the last two columns: the largest speedup then, on any number of cores (Amdahl)");
        if (study.partsAnswer() != null && !study.partsAnswer().isEmpty()) {
            lines.paragraph("", study.partsAnswer());
        }
        lines.blank();
    }

    private void definitions() {
        HEADINGS.forEach((heading, name) -> {
            if (!study.isProgram() || OF_PROGRAMS.contains(name)) {
                lines.paragraph(
                        heading + ": ",
                        study.definitions().getOrDefault(name, "").strip());
            }
        });
    }

    private void fit(Fit fit) {
        lines.blank();
        String which = "%d thread%s a rank".formatted(fit.threads(), fit.threads() == 1 ? "" : "s");
        if (fit.reason() != null) {
            lines.paragraph("", "No fit for %s: %s.".formatted(which, fit.reason()));
            return;
        }
        lines.paragraph(
                "",
                "Fits for %s, %d points; [%.0f %% of %d bootstrap samples, seed %d]:"
                        .formatted(
                                which,
                                fit.points(),
                                100 * study.bootstrap().confidence(),
                                study.bootstrap().samples(),
                                study.bootstrap().seed()));
        if (fit.amdahl() != null) {
            lines.paragraph(
                    "  Amdahl: ",
                    "serial fraction %s, one core %s s"
                                    .formatted(
                                            estimate(fit.amdahl().serialFraction()),
                                            estimate(fit.amdahl().singleCoreSeconds()))
                            + tested(fit.amdahlTest()));
            Estimate slope = fit.karpFlattSlope();
            lines.paragraph(
                    "  Karp-Flatt: ",
                    "the serial part %s, %s a core"
                            .formatted(
                                    slope.low() > 0
                                            ? "grows with the cores, as overheads do"
                                            : slope.high() < 0 ? "shrinks with the cores" : "shows no trend",
                                    estimate(slope)));
        }
        if (fit.gustafson() != null) {
            lines.paragraph(
                    "  Gustafson: ",
                    "serial fraction %s, one core %s s"
                                    .formatted(
                                            estimate(fit.gustafson().serialFraction()),
                                            estimate(fit.gustafson().singleCoreSeconds()))
                            + tested(fit.gustafsonTest()));
        }
        lines.paragraph(
                "  Universal scalability law: ",
                "contention %s, coherency %s, one core %s s"
                                .formatted(
                                        estimate(fit.usl().contention()),
                                        estimate(fit.usl().coherency()),
                                        estimate(fit.usl().singleCoreSeconds()))
                        + tested(fit.uslTest()));
        lines.paragraph("  Best: ", best(fit));
        lines.paragraph(
                "  Left out: ",
                "%d cores, fitted without: %.4g s, measured %.4g s, error %+.1f %%"
                        .formatted(
                                fit.leftOut().cores(),
                                fit.leftOut().predictedSeconds(),
                                fit.leftOut().measuredSeconds(),
                                100 * fit.leftOut().relativeError()));
    }

    private static String tested(FitTest test) {
        return test == null
                ? ""
                : text(
                        "; %s: reduced chi² %.3g with %d degree%s of freedom (scatter: %d), p = %.2g",
                        test.fits() ? "fits" : "DOES NOT FIT",
                        test.reducedChiSquared(),
                        test.freedom(),
                        test.freedom() == 1 ? "" : "s",
                        test.errorFreedom(),
                        test.p());
    }

    private static String best(Fit fit) {
        Estimate best = fit.bestCores();
        if (!Double.isFinite(best.value())) {
            return "more cores are always faster, as far as the law goes";
        }
        return "%d ranks (%s cores)".formatted(Math.max(1, Math.round(best.value() / fit.threads())), estimate(best));
    }

    private void compare(Comparison comparison) {
        lines.blank();
        lines.paragraph(
                "",
                "Beside %s%s%s: %s"
                        .formatted(
                                comparison.other(),
                                comparison.otherLaunch().equals(ScalingPlan.PROGRAM)
                                        ? ""
                                        : " (--on %s)".formatted(comparison.otherLaunch()),
                                comparison.sameCommand() ? "" : ", which studied ANOTHER COMMAND",
                                comparison.test()));
        comparison.differences().forEach(each -> lines.paragraph("  other ", each));
        if (comparison.rows().isEmpty()) {
            lines.paragraph("", "No point of it has the ranks, threads and size of one here, undisturbed.");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(JOB, "here [s]", "there [s]", "difference [s]", "difference [%]", "p corrected", "differs"));
        for (Row row : comparison.rows()) {
            rows.add(List.of(
                    row.ranks() + " x " + row.threads(),
                    short3(row.here().median()),
                    short3(row.there().median()),
                    difference(row.seconds(), "%+.3g", 1),
                    difference(row.part(), "%+.1f", 100),
                    text("%.2g", row.adjusted()),
                    row.differs() ? "yes" : "no"));
        }
        lines.table(rows);
    }

    private static String difference(Estimate e, String format, double scale) {
        String value = text(format, scale * e.value());
        return Double.isNaN(e.low())
                ? value
                : "%s [%s, %s]".formatted(value, text(format, scale * e.low()), text(format, scale * e.high()));
    }

    private List<String> start(Point p) {
        return new ArrayList<>(List.of(job(p)));
    }

    private String job(Point p) {
        return "%d x %d%s%s"
                .formatted(
                        p.ranks(),
                        p.threads(),
                        p.oversubscribed() ? "*" : " ",
                        study.points().stream().noneMatch(each -> each.disturbed() > 0)
                                ? ""
                                : p.disturbed() > 0 ? "!" : " ");
    }

    /// `stepsPerSecond` as `steps/s` or `10^3 steps/s`.
    private String unit() {
        String name = study.rateName().isEmpty() ? "rate" : study.rateName().replace("PerSecond", "/s");
        return rateScale() == 1 ? name : "10^%.0f %s".formatted(Math.log10(rateScale()), name);
    }

    /// A power of 1000 that leaves rates below 10000.
    private double rateScale() {
        double largest = study.points().stream()
                .mapToDouble(p -> p.rate().maximum())
                .max()
                .orElse(1);
        double scale = 1;
        while (largest / scale >= 10_000) {
            scale *= 1000;
        }
        return scale;
    }

    private static String number(Spread s, double scale) {
        return Double.isNaN(s.median())
                ? "-"
                : "%s [%s, %s]"
                        .formatted(
                                short3(s.median() * scale), short3(s.minimum() * scale), short3(s.maximum() * scale));
    }

    private static String whole(Spread s, double scale) {
        return Double.isNaN(s.median())
                ? "-"
                : text("%.0f [%.0f, %.0f]", s.median() * scale, s.minimum() * scale, s.maximum() * scale);
    }

    /// Of a whole; as wide, however small it is.
    private static String part(Spread s) {
        return Double.isNaN(s.median()) ? "-" : text("%.3f [%.3f, %.3f]", s.median(), s.minimum(), s.maximum());
    }

    private static String estimate(Estimate e) {
        return "%s [%s, %s]".formatted(short3(e.value()), short3(e.low()), short3(e.high()));
    }

    private static String signed(double seconds) {
        return Double.isNaN(seconds) ? "-" : text("%.3f", seconds);
    }

    /// Three digits.
    private static String short3(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : Double.isNaN(value) ? "-" : "inf";
        }
        int leading = (int) Math.floor(Math.log10(Math.abs(value)));
        return leading < -3 || leading > 5 ? text("%.2e", value) : text("%." + Math.max(0, 2 - leading) + "f", value);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
