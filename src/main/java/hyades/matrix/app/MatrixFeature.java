package hyades.matrix.app;

import hyades.page.CsvColumns;
import hyades.page.Feature;
import hyades.page.Html;
import hyades.page.Run;
import hyades.page.Section;
import hyades.page.Table;
import hyades.page.Table.Cell;
import hyades.text.Digits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Products of matrices.
public final class MatrixFeature implements Feature {
    private static final long MOST_BYTES = 6 << 20;

    @Override
    public String name() {
        return "matrix";
    }

    @Override
    public Class<?> command() {
        return MatrixCommand.class;
    }

    @Override
    public String title(String command) {
        return "A·Aᵀ: {rows|row|rows} of {columns}";
    }

    @Override
    public List<Section> sections(Run run) throws IOException {
        List<Section> sections = new ArrayList<>();
        Path picture = run.directory().file(ProductPicture.NAME);
        if (Files.exists(picture) && Files.size(picture) <= MOST_BYTES) {
            sections.add(new Section(
                    "product",
                    "The product",
                    Html.of("""
                        <div class="pictures">
                        <figure class="picture">
                        <img src="data:image/png;base64,{}" alt="The elements of the product as colours, row 0 below">
                        <figcaption>The elements of A·Aᵀ, row 0 below; the diagonal holds the squares of the rows' lengths.</figcaption>
                        </figure>
                        </div>\
                        """, Base64.getEncoder().encodeToString(Files.readAllBytes(picture)))));
        }
        Path blocks = run.directory().file(BlocksFile.NAME);
        if (Files.exists(blocks)) {
            sections.add(new Section("blocks", "Blocks of rows", table(blocks)));
        }
        return sections;
    }

    private static Html table(Path file) throws IOException {
        CsvColumns columns = CsvColumns.read(file, "block", "firstRow", "rows", "firstValue");
        Table table = new Table("Each block's first value", List.of("Block", "First row", "Rows", "First value"));
        double[] values = columns.numbers("firstValue");
        for (int i = 0; i < columns.rows(); i++) {
            table.add(List.of(
                    whole(columns, "block", i),
                    whole(columns, "firstRow", i),
                    whole(columns, "rows", i),
                    Cell.number(Digits.of(values[i], 10), values[i])));
        }
        return Html.of(
                "<p>The first value is that of the product in the block's first row and in column 0.</p>{}",
                table.html());
    }

    private static Cell whole(CsvColumns columns, String name, int row) throws IOException {
        return Cell.number(columns.text(name)[row], columns.numbers(name)[row]);
    }
}
