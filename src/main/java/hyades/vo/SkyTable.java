package hyades.vo;

import java.util.List;

/// A table as services answer with it.
///
/// @param rows each with a value for each column; null where nothing is known
/// @param isCut whether the service has more rows than these
public record SkyTable(List<Column> columns, List<List<Object>> rows, boolean isCut) {
    /// @param unit as VOTable has it; empty for none
    /// @param ucd what it is in the words of the Virtual Observatory; empty where nothing is said
    /// @param type of the values: a class of numbers, `Boolean`, `String`, or arrays of them
    public record Column(String name, String unit, String ucd, String description, Class<?> type) {}
}
