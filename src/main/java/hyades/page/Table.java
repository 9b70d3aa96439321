package hyades.page;

import java.util.ArrayList;
import java.util.List;

/// A table whose rows `page.js` sorts by any column.
///
/// @param caption what the rows are, for those who cannot see the table
public final class Table {
    /// With more columns than that on paper they are set smaller.
    private static final int NARROW = 8;

    private final String caption;
    private final List<String> columns;
    private final List<Html> rows = new ArrayList<>();
    private List<Cell> first = List.of();

    public Table(String caption, List<String> columns) {
        this.caption = caption;
        this.columns = columns;
    }

    /// A cell, and what it is sorted by: null for its text.
    public record Cell(Html content, Double number, boolean isPicture) {
        public static Cell text(String text) {
            return markup(Html.of("{}", text));
        }

        public static Cell markup(Html markup) {
            return new Cell(markup, null, false);
        }

        public static Cell number(String shown, double number) {
            return new Cell(Html.of("{}", shown), number, false);
        }

        public static Cell picture(Html picture, double number) {
            return new Cell(picture, number, true);
        }

        private Html html() {
            Html style = new Html(isRight() ? " class=\"number\"" : "");
            return number == null
                    ? Html.of("<td>{}</td>", content)
                    : Html.of("<td{} data-value=\"{}\">{}</td>", style, number, content);
        }

        private boolean isRight() {
            return number != null && !isPicture;
        }
    }

    public void add(List<Cell> cells) {
        add(Html.NONE, cells);
    }

    /// @param attributes of the row
    public void add(Html attributes, List<Cell> cells) {
        if (rows.isEmpty()) {
            first = cells;
        }
        rows.add(Html.of(
                "<tr{}>{}</tr>",
                attributes,
                Html.join(cells.stream().map(Cell::html).toList())));
    }

    public int size() {
        return rows.size();
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public Html html() {
        List<Html> heads = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            boolean isRight = c < first.size() && first.get(c).isRight();
            heads.add(Html.of(
                    "<th scope=\"col\"{}>{}</th>", new Html(isRight ? " class=\"number\"" : ""), columns.get(c)));
        }
        return Html.of(
                """
                <div class="scroll" tabindex="0" role="region" aria-label="{}">
                <table class="{}">
                <caption>{}</caption>
                <thead><tr>{}</tr></thead>
                <tbody>
                {}
                </tbody>
                </table>
                </div>\
                """,
                caption,
                columns.size() > NARROW ? "sortable wide" : "sortable",
                caption,
                Html.join(heads),
                Html.join(rows));
    }
}
