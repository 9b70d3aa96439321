package hyades.vo.app;

import hyades.text.Digits;
import hyades.text.Printable;
import hyades.vo.Availability;
import hyades.vo.Evidence;
import hyades.vo.Evidence.Level;
import hyades.vo.ServiceState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What was found of services, for people: a line each, and under it what they say and what is wrong with that.
final class ServicesText {
    private static final String[] HEADER = {"verdict", "latency", "up since", "service"};
    private static final String INDENT = "    ";

    private ServicesText() {}

    static String of(List<ServiceState> states) {
        List<String[]> rows = new ArrayList<>(List.<String[]>of(HEADER));
        for (ServiceState state : states) {
            String name = state.service().name();
            String address = state.service().address().toString();
            rows.add(new String[] {
                state.verdict().toString(),
                latency(state),
                state.availability().upSince(),
                Printable.of(name.equals(address) ? address : name + "  " + address)
            });
        }
        int[] widths = new int[HEADER.length];
        rows.forEach(row -> {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        });
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            String[] row = rows.get(i);
            for (int c = 0; c < row.length - 1; c++) {
                text.append(row[c]).append(" ".repeat(widths[c] - row[c].length() + 2));
            }
            text.append(row[row.length - 1]).append('\n');
            if (i > 0) {
                text.append(details(states.get(i - 1)));
            }
        }
        return text.toString();
    }

    static String latency(ServiceState state) {
        return state.latency() == null ? "" : "%.3f s".formatted(ServicesFile.seconds(state));
    }

    /// Indented lines; none of what is as it should be.
    static String details(ServiceState state) {
        StringBuilder text = new StringBuilder();
        Availability said = state.availability();
        said.notes()
                .forEach(note ->
                        text.append(INDENT).append("note: ").append(note).append('\n'));
        if (!said.downAt().isEmpty()) {
            text.append(INDENT).append("down at: ").append(said.downAt()).append('\n');
        }
        if (!said.backAt().isEmpty()) {
            text.append(INDENT).append("back at: ").append(said.backAt()).append('\n');
        }
        for (Evidence each : state.evidence()) {
            if (each.level() != Level.INFO) {
                text.append(INDENT).append(each).append('\n');
            }
        }
        return text.toString();
    }

    /// Why a service is not up, in one line: as it says itself, or else what is worst.
    static String reason(ServiceState state) {
        Availability said = state.availability();
        List<String> words = new ArrayList<>(said.notes());
        if (!said.backAt().isEmpty()) {
            words.add("back at " + said.backAt());
        }
        String why = String.join("; ", words);
        boolean isTold = Boolean.FALSE.equals(said.available()) && !why.isEmpty();
        String worst = state.evidence().stream()
                .max(Comparator.comparing(Evidence::level))
                .filter(each -> each.level() != Level.INFO)
                .map(Evidence::toString)
                .orElse(why);
        String reason = isTold ? why : worst;
        return state.verdict() + (reason.isEmpty() ? "" : ": " + reason);
    }

    /// How many are up, and how long that took.
    static String summary(List<ServiceState> states, double seconds) {
        long up = states.stream().filter(state -> state.verdict().isUp()).count();
        double slowest = states.stream()
                .mapToDouble(state -> state.elapsed().toNanos() / 1e9)
                .max()
                .orElse(0);
        return "%d of %s up, asked in %.3f s; the slowest took %.3f s%n"
                .formatted(up, Digits.counted(states.size(), "service"), seconds, slowest);
    }
}
