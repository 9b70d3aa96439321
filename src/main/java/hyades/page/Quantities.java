package hyades.page;

import hyades.run.RunRecord;
import hyades.text.Csv;
import hyades.text.Digits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What the numbers of `run.json` are called, their units, which come first, and which are the uncertainty of
/// another or the ends of its interval: each feature's `quantities.csv`. One that is in none is called by the words
/// of its key.
public final class Quantities {
    /// One number for people.
    ///
    /// @param unit empty for a pure number, and for text
    record Quantity(String name, String value, String unit, boolean isHeadline) {}

    private record Known(String name, String unit, int digits, boolean isHeadline, List<String> uncertainty) {}

    private static final int DIGITS = 6;

    private final Map<Feature, Map<String, Known>> tables = new LinkedHashMap<>();

    /// @param features of two that name the same key a run's own counts, else the first
    Quantities(List<Feature> features) {
        features.forEach(feature -> tables.put(feature, read(feature)));
    }

    private static Map<String, Known> read(Feature feature) {
        Map<String, Known> table = new LinkedHashMap<>();
        try (InputStream in = feature.getClass().getResourceAsStream("quantities.csv")) {
            Csv.HEADED.read(
                    in,
                    line -> table.put(
                            line.field("key"),
                            new Known(
                                    line.field("name"),
                                    line.field("unit"),
                                    line.field("digits").isEmpty() ? DIGITS : Integer.parseInt(line.field("digits")),
                                    !line.field("headline").isEmpty(),
                                    line.find("uncertainty")
                                            .filter(keys -> !keys.isEmpty())
                                            .map(keys -> List.of(keys.split(" ")))
                                            .orElse(List.of()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }

    /// All names, those of a run's feature first.
    private Map<String, Known> known(RunRecord record) {
        Map<String, Known> known = new LinkedHashMap<>();
        for (boolean own : new boolean[] {true, false}) {
            tables.forEach((feature, table) -> {
                if (feature.hasRun(record) == own) {
                    table.forEach(known::putIfAbsent);
                }
            });
        }
        return known;
    }

    /// The rates and results of a run, in the order of its feature's table, then the unknown ones.
    List<Quantity> of(RunRecord record) {
        Map<String, Known> known = known(record);
        Map<String, Object> values = new LinkedHashMap<>();
        if (record.rates() != null) {
            values.putAll(record.rates());
        }
        if (record.results() != null) {
            values.putAll(record.results());
        }
        List<Quantity> all = new ArrayList<>();
        Set<String> uncertainties = known.entrySet().stream()
                .filter(each ->
                        values.containsKey(each.getKey()) && values.keySet().containsAll(each.getValue().uncertainty))
                .flatMap(each -> each.getValue().uncertainty.stream())
                .collect(Collectors.toSet());
        known.forEach((key, what) -> {
            if (values.containsKey(key) && !uncertainties.contains(key)) {
                if (!what.uncertainty.isEmpty() && uncertainties.containsAll(what.uncertainty)) {
                    String unit = unit(record, key, what);
                    all.add(new Quantity(what.name, measured(values, key, what), unit, what.isHeadline));
                } else {
                    add(all, what, unit(record, key, what), values.get(key));
                }
            }
        });
        values.forEach((key, value) -> {
            if (!known.containsKey(key)) {
                add(all, new Known(words(key), "", DIGITS, false, List.of()), "", value);
            }
        });
        return all;
    }

    private String unit(RunRecord record, String key, Known what) {
        return tables.keySet().stream()
                .filter(feature -> feature.hasRun(record))
                .findFirst()
                .map(feature -> feature.unit(record, key, what.unit))
                .orElse(what.unit);
    }

    /// A value with its standard uncertainty, or with the ends of its interval; null is what JSON has for no end.
    private static String measured(Map<String, Object> values, String key, Known what) {
        double[] ends = what.uncertainty.stream()
                .mapToDouble(end -> number(values.get(end)))
                .toArray();
        double value = number(values.get(key));
        return ends.length == 1 ? Digits.measured(value, ends[0]) : Digits.measured(value, ends[0], ends[1]);
    }

    private static double number(Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /// What a key is called.
    public String name(String key) {
        return tables.values().stream()
                .filter(table -> table.containsKey(key))
                .findFirst()
                .map(table -> table.get(key).name)
                .orElseGet(() -> words(key));
    }

    private static void add(List<Quantity> all, Known what, String unit, Object value) {
        boolean isNested = value instanceof Map
                || value instanceof List<?> list
                        && (list.isEmpty() || list.stream().anyMatch(Map.class::isInstance));
        if (!isNested) {
            all.add(new Quantity(what.name, text(value, what.digits), unit, what.isHeadline && value != null));
        }
    }

    /// A value as a person writes it.
    public static String text(Object value) {
        return text(value, DIGITS);
    }

    private static String text(Object value, int digits) {
        return switch (value) {
            case null -> "not known";
            case Boolean isSo -> isSo ? "yes" : "no";
            case Number number -> number(number.doubleValue(), digits);
            case List<?> list -> list.stream().map(each -> text(each, digits)).collect(Collectors.joining(", "));
            default -> value.toString();
        };
    }

    /// A whole number with its digits in groups of three.
    private static String number(double value, int digits) {
        if (Math.rint(value) != value || Math.abs(value) >= 1e12) {
            return Digits.of(value, digits);
        }
        String format = Math.abs(value) < 10_000 ? "%d" : "%,d";
        return String.format(Locale.ROOT, format, (long) value)
                .replace(',', '\u202F')
                .replace('-', '−');
    }

    /// A time as a person says it.
    static String duration(double seconds) {
        if (!(seconds >= 60)) {
            return Digits.of(seconds, 3) + " s";
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? "%d min %d s".formatted(whole / 60, whole % 60)
                : "%d h %d min".formatted(whole / 3600, whole / 60 % 60);
    }

    /// `secondsToFirstStep` becomes `Seconds to first step`.
    public static String words(String key) {
        String words = key.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return words.isEmpty() ? key : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
