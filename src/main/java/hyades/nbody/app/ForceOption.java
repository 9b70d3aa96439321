package hyades.nbody.app;

import hyades.nbody.ForceChoice;
import java.util.ArrayList;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// What computes the forces, as it is typed.
final class ForceOption implements ITypeConverter<ForceChoice> {
    /// What a shell completes.
    static final class Words extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Words() {
            super(ForceChoice.words());
        }
    }

    @Override
    public ForceChoice convert(String typed) {
        try {
            return ForceChoice.parse(typed);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
