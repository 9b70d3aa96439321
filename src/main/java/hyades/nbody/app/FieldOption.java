package hyades.nbody.app;

import hyades.nbody.ExternalField;
import hyades.nbody.Units;
import hyades.process.JobFailure;
import hyades.text.Quantity;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads `--field`.
final class FieldOption implements ITypeConverter<FieldOption.Field> {
    private static final String NONE = "none";

    /// What was typed.
    ///
    /// @param typed null for none
    record Field(ExternalField.Typed typed) {
        /// Its numbers.
        Stream<Quantity.Amount> amounts() {
            return typed == null ? Stream.of() : typed.amounts().stream();
        }

        /// As it was typed.
        @Override
        public String toString() {
            return typed == null ? NONE : typed.toString();
        }
    }

    @Override
    public Field convert(String text) {
        try {
            return new Field(text.strip().equals(NONE) ? null : ExternalField.parse(text));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'%s': %s".formatted(text, e.getMessage()));
        }
    }

    /// All that were typed, in the units of a run.
    ///
    /// @throws JobFailure with exit code 2, if there is none of them that can be
    static List<ExternalField> in(Units units, List<Field> fields) {
        boolean areNone = fields.stream().anyMatch(each -> each.typed == null);
        JobFailure.require(fields.size() < 100, "--field", fields.size() + " times", "at most 99");
        JobFailure.require(!areNone || fields.size() == 1, "--field", NONE, "no other --field beside it");
        return areNone
                ? List.of()
                : fields.stream().map(each -> in(units, each.typed)).toList();
    }

    private static ExternalField in(Units units, ExternalField.Typed typed) {
        try {
            return typed.in(units);
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, "--field %s: %s".formatted(typed, e.getMessage()));
        }
    }
}
