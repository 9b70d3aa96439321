package hyades.tables.app;

import hyades.tables.Distribution;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// How a distribution is typed.
final class DistributionOption implements ITypeConverter<Distribution> {
    @Override
    public Distribution convert(String text) {
        try {
            return Distribution.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
