package hyades.gas.app;

import hyades.gas.GasCheckpoint;
import hyades.gas.GasMoment;
import hyades.gas.GasPlan;
import hyades.gas.Gravity;
import hyades.gas.Grid;
import hyades.run.Members;

/// What `run.json` says of a run of gas but for what was measured.
final class GasSummary {
    private GasSummary() {}

    /// @param first where this part of the run began
    /// @param now how far it has come
    static Members<Object> of(GasCheckpoint first, GasMoment now, String kernel) {
        GasPlan plan = first.plan();
        Grid grid = plan.grid();
        Members<Object> results = new Members<>();
        results.put("initial", plan.initial());
        results.put("cellsX", grid.nx());
        results.put("cellsY", grid.ny());
        results.put("cellsZ", grid.nz());
        results.put("cellWidth", grid.width());
        results.put("blocks", plan.layout().toString());
        results.put(
                "boundaries",
                String.join(
                        ",",
                        plan.boundaries().faces().stream().map(Object::toString).toList()));
        results.put("gamma", plan.medium().gamma());
        Gravity gravity = plan.medium().gravity();
        if (gravity != null) {
            results.put("gravityStrength", gravity.strength());
            results.put("gravitySoftening", gravity.softening());
        }
        results.put("cfl", plan.cfl());
        results.put("endTime", plan.end());
        results.put("time", now.time());
        results.put("steps", now.step());
        results.put("firstStep", first.moment().step());
        results.put("kernel", kernel);
        if (!first.warnings().isEmpty()) {
            results.put("warnings", first.warnings());
        }
        return results;
    }
}
