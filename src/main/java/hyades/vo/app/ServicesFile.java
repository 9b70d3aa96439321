package hyades.vo.app;

import hyades.run.Json;
import hyades.run.Members;
import hyades.run.RunDirectory;
import hyades.storage.WholeFile;
import hyades.text.Csv;
import hyades.vo.Availability;
import hyades.vo.Evidence;
import hyades.vo.ServiceState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What was found of services, as files: a table, and all evidence as JSON.
final class ServicesFile {
    static final String CSV = "services.csv";
    static final String JSON = "services.json";

    private static final String[] COLUMNS = {
        "name", "service", "verdict", "latencySeconds", "upSince", "downAt", "backAt", "notes", "evidence"
    };

    private ServicesFile() {}

    static void write(RunDirectory directory, List<ServiceState> states) throws IOException {
        List<String[]> lines = new ArrayList<>();
        lines.add(COLUMNS);
        states.forEach(state -> lines.add(fields(state)));
        WholeFile.writeText(directory.file(CSV), out -> Csv.write(out, lines));
        Json.write(directory.file(JSON), states.stream().map(ServicesFile::json).toList());
    }

    private static String[] fields(ServiceState state) {
        Availability said = state.availability();
        return new String[] {
            state.service().name(),
            state.service().address().toString(),
            state.verdict().toString(),
            state.latency() == null ? "" : "%.6f".formatted(seconds(state)),
            said.upSince(),
            said.downAt(),
            said.backAt(),
            String.join("; ", said.notes()),
            String.join(
                    "; ",
                    state.evidence().stream()
                            .filter(each -> each.level() != Evidence.Level.INFO)
                            .map(Evidence::toString)
                            .toList())
        };
    }

    static double seconds(ServiceState state) {
        return state.latency().toNanos() / 1e9;
    }

    private static Map<String, Object> json(ServiceState state) {
        Availability said = state.availability();
        Members<Object> json = new Members<>();
        json.put("name", state.service().name());
        json.put("service", state.service().address().toString());
        json.put("verdict", state.verdict().toString());
        json.put("latencySeconds", state.latency() == null ? null : seconds(state));
        json.put("elapsedSeconds", state.elapsed().toNanos() / 1e9);
        json.put("available", said.available());
        json.put("upSince", said.upSince());
        json.put("downAt", said.downAt());
        json.put("backAt", said.backAt());
        json.put("notes", said.notes());
        List<Map<String, Object>> evidence = new ArrayList<>();
        for (Evidence each : state.evidence()) {
            Members<Object> line = new Members<>();
            line.put("code", each.fullCode());
            line.put("level", each.level().name().toLowerCase(Locale.ROOT));
            line.put("text", each.text());
            evidence.add(line);
        }
        json.put("evidence", evidence);
        return json;
    }
}
