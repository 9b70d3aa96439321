package hyades.report.page;

import java.util.ArrayList;
import java.util.List;

/// A table whose rows `page.js` sorts by any column.
///
/// @param caption what the rows are, for those who cannot see the table
final class Table {
    private final String caption;
    private final List<String> columns;
    private final List<Html> rows = new ArrayList<>();

    Table(String caption, List<String> columns) {
        this.caption = caption;
        this.columns = columns;
    }

    /// A cell, and what it is sorted by: null for its text.
    record Cell(Html content, Double number) {
        static Cell text(String text) {
            return new Cell(Html.of("{}", text), null);
        }

        static Cell number(String shown, double number) {
            return new Cell(Html.of("{}", shown), number);
        }
    }

    void add(List<Cell> cells) {
        add(Html.NONE, cells);
    }

    /// @param attributes of the row
    void add(Html attributes, List<Cell> cells) {
        List<Html> row = cells.stream()
                .map(cell -> cell.number == null
                        ? Html.of("<td>{}</td>", cell.content)
                        : Html.of("<td class=\"number\" data-value=\"{}\">{}</td>", cell.number, cell.content))
                .toList();
        rows.add(Html.of("<tr{}>{}</tr>", attributes, Html.join(row)));
    }

    int size() {
        return rows.size();
    }

    Html html() {
        List<Html> heads = columns.stream()
                .map(name -> Html.of("<th scope=\"col\">{}</th>", name))
                .toList();
        return Html.of(
                """
                <div class="scroll" tabindex="0" role="region" aria-label="{}">
                <table class="sortable">
                <caption>{}</caption>
                <thead><tr>{}</tr></thead>
                <tbody>
                {}
                </tbody>
                </table>
                </div>""",
                caption,
                caption,
                Html.join(heads),
                Html.join(rows));
    }
}
