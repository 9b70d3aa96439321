package hyades.nbody.app;

import hyades.run.Typed;
import hyades.text.Quantity.Amount;
import picocli.CommandLine.ITypeConverter;

/// A time step, as it is typed.
///
/// @param amount null for one that follows from the bodies
record StepOption(Amount amount) {
    private static final String AUTO = "auto";

    /// Reads `auto`, or a time.
    static final class Converter implements ITypeConverter<StepOption> {
        @Override
        public StepOption convert(String typed) {
            return new StepOption(typed.equals(AUTO) ? null : new Typed.Time().convert(typed));
        }
    }

    boolean isAuto() {
        return amount == null;
    }

    /// As it was typed.
    @Override
    public String toString() {
        return isAuto() ? AUTO : amount.toString();
    }
}
