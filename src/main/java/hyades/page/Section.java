package hyades.page;

import com.google.gson.JsonElement;
import java.util.List;
import java.util.Map;

/// A part of a page, which its list of sections leads to.
///
/// @param id of the element, unique in the page
/// @param charts those whose elements are in the content
/// @param data what else the page's program is to draw, by the name it has in the page's data
public record Section(String id, String title, Html content, List<Chart> charts, Map<String, JsonElement> data) {
    public Section(String id, String title, Html content) {
        this(id, title, content, List.of(), Map.of());
    }

    /// Charts side by side, and nothing else.
    public static Section of(String id, String title, List<Chart> charts) {
        return new Section(id, title, Chart.sideBySide(charts), charts, Map.of());
    }

    Html html() {
        return Html.of("<section id=\"{}\"><h2>{}</h2>{}</section>", id, title, content);
    }
}
