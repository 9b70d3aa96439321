package hyades.vo.app;

import hyades.run.RunDirectory;
import hyades.storage.WholeFile;
import hyades.text.Csv;
import hyades.vo.ServiceState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What has changed while services were watched: a line each, written as soon as it is known.
final class ChangesFile {
    static final String NAME = "changes.csv";

    private static final String[] COLUMNS = {"seconds", "name", "service", "before", "after"};

    private final RunDirectory directory;
    private final long start;
    private final List<String[]> lines = new ArrayList<>();

    /// @param start from which the seconds count, as `System.nanoTime` has it
    ChangesFile(RunDirectory directory, long start) {
        this.directory = directory;
        this.start = start;
    }

    int count() {
        return lines.size();
    }

    void add(ServiceState before, ServiceState now) throws IOException {
        lines.add(new String[] {
            "%.3f".formatted((System.nanoTime() - start) * 1e-9),
            now.service().name(),
            now.service().address().toString(),
            before.verdict().toString(),
            ServicesText.reason(now)
        });
        write();
    }

    void write() throws IOException {
        WholeFile.writeText(directory.file(NAME), out -> {
            Csv.write(out, List.<String[]>of(COLUMNS));
            Csv.write(out, lines);
        });
    }
}
