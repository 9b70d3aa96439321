package hyades.tables.app;

import hyades.comm.Communicator;
import hyades.farm.Item;
import hyades.process.ExitCode;
import hyades.process.JobFailure;
import hyades.run.Members;
import hyades.run.OutputOptions;
import hyades.run.RankCommand;
import hyades.run.RunDirectory;
import hyades.run.RunRecord;
import hyades.run.RunSettings;
import hyades.tables.Cells;
import hyades.tables.DistributedTables;
import hyades.tables.Distribution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Reads tables back.
@Command(
        name = "check",
        description = {
            "Read tables and print of each its size, mean, variance and the SHA-256 of its bytes, and how its numbers"
                    + " compare with a distribution: χ², degrees of freedom, and the probability of a larger χ².",
            "",
            "Read is what numpy, pandas and tables generate write: fields between commas, semicolons, tabulators or"
                    + " blanks, quoted or not, a header or none, comments behind #. Empty fields and NaN are missing;"
                    + " columns of text, below a header, are left out and named.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
final class TablesCheckCommand implements RankCommand {
    @Parameters(
            paramLabel = "INPUT",
            arity = "1..*",
            description = "CSV files, or folders, of which all *.csv but a run's own are read.")
    private List<Path> inputs;

    @Option(
            names = "--distribution",
            paramLabel = "NAME:NUMBERS",
            converter = DistributionOption.class,
            description = "What the numbers should follow, as tables generate takes it (default: what the run.json"
                    + " beside them says; none where there is none).")
    private Distribution distribution;

    @Option(
            names = "--significance",
            paramLabel = "P",
            description = "A table fails whose χ² would be as large with less probability than this, divided by the"
                    + " number of tables (default: ${DEFAULT-VALUE}).")
    private double significance = 1e-6;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public void check() {
        JobFailure.require(significance >= 0 && significance <= 1, "--significance", significance, "from 0 to 1");
        try {
            List<Path> files = files();
            output.check(files, TablesCheckRun.OUTPUTS);
            expected(files);
        } catch (IOException e) {
            throw new JobFailure(2, e.getMessage());
        }
    }

    @Override
    public int run(Communicator world, RunSettings settings) throws Exception {
        List<Path> files = world.rank() == 0 ? files() : List.of();
        RunDirectory directory = output.create(world, "tables", _ -> false, TablesCheckRun.OUTPUTS);
        Distribution expected = tell(world, world.rank() == 0 ? expected(files) : null);
        Cells cells = expected == null ? null : Cells.of(expected);
        long start = System.nanoTime();
        DistributedTables.Found found = new DistributedTables(world).check(items(files), cells);
        double seconds = (System.nanoTime() - start) * 1e-9;
        Members<Object> results = new Members<>();
        TablesCheckRun run = new TablesCheckRun(cells, significance / Math.max(1, files.size()));
        if (world.rank() == 0) {
            results = run.finish(directory, files, found.files(), found.counts());
            if (!settings.quiet()) {
                System.out.print(TablesCheckRun.summary(results, seconds));
            }
        }
        settings.finish(
                world,
                directory,
                "tables check",
                null,
                Map.of("filesPerSecond", files.size() / seconds, "numbersPerSecond", run.numbers() / seconds),
                results,
                output.plots());
        double[] code = {run.failed() > 0 ? ExitCode.SOME_FAILED : ExitCode.DONE};
        world.broadcast(code, 0);
        return (int) code[0];
    }

    /// Tells all ranks what rank 0 expects; collective.
    private static Distribution tell(Communicator world, Distribution expected) {
        byte[] text = (expected == null ? "" : expected.toString()).getBytes(StandardCharsets.UTF_8);
        String told = new String(world.broadcast(text, 0), StandardCharsets.UTF_8);
        return told.isEmpty() ? null : Distribution.parse(told);
    }

    private static List<Item> items(List<Path> files) throws IOException {
        List<Item> items = new ArrayList<>();
        for (Path file : files) {
            items.add(new Item(file.toString(), Files.size(file)));
        }
        return items;
    }

    /// Those of a folder in the order of their names; each once.
    private List<Path> files() throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        for (Path input : inputs) {
            if (Files.isDirectory(input)) {
                files.addAll(tablesOf(input));
            } else {
                JobFailure.require(Files.exists(input), "INPUT", input, "a file or a folder that is there");
                files.add(input);
            }
        }
        return List.copyOf(files);
    }

    private static Set<Path> tablesOf(Path folder) throws IOException {
        Set<Path> tables = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.csv")) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (!Set.of(TablesCheckRun.OUTPUTS).contains(name) && !name.equals("resources.csv")) {
                    tables.add(entry);
                }
            }
        }
        JobFailure.require(!tables.isEmpty(), "INPUT", folder, "a folder with *.csv in it");
        return tables;
    }

    /// What is asked for, or what the run beside the first file was to write; null where nobody says.
    private Distribution expected(List<Path> files) throws IOException {
        Path record = files.getFirst().resolveSibling("run.json");
        if (distribution != null || !Files.exists(record)) {
            return distribution;
        }
        RunRecord run = RunRecord.read(record);
        Object says = run.results() == null ? null : run.results().get("distribution");
        return run.command().equals(TablesGenerateCommand.COMMAND) && says instanceof String text
                ? Distribution.parse(text)
                : null;
    }
}
