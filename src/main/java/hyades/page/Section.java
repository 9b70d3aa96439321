package hyades.page;

import com.google.gson.JsonElement;
import hyades.figure.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A part of a page, which its list of sections leads to.
///
/// @param id of the element, unique in the page
/// @param figures those whose elements are in the content
/// @param data what else the page's program is to draw, by the name it has in the page's data
public record Section(String id, String title, Html content, List<Figure> figures, Map<String, JsonElement> data) {
    public Section(String id, String title, Html content) {
        this(id, title, content, List.of(), Map.of());
    }

    /// Figures side by side, and nothing else.
    public static Section of(String id, String title, List<Figure> figures) {
        return new Section(id, title, sideBySide(figures), figures, Map.of());
    }

    /// The elements of figures, as many beside each other as the page is wide.
    public static Html sideBySide(List<Figure> figures) {
        return Html.of("<div class=\"charts\">{}</div>", under(figures));
    }

    /// The elements of figures one under the other.
    public static Html under(List<Figure> figures) {
        return Html.join(figures.stream().map(Section::html).toList());
    }

    /// Where the page's program draws a figure: an element for each panel.
    private static Html html(Figure figure) {
        List<Html> panels = new ArrayList<>();
        for (int i = 0; i < figure.panels().size(); i++) {
            panels.add(Html.of(
                    """
                    <figure class="chart" id="{}" data-chart="{}">
                    <figcaption><h3>{}</h3><p>{}</p></figcaption>
                    <p class="text-alternative">{}</p>
                    </figure>\
                    """,
                    figure.id(i),
                    figure.id(i),
                    figure.title(i),
                    i == 0 ? figure.caption() : "",
                    figure.panels().get(i).summary()));
        }
        return Html.join(panels);
    }

    Html html() {
        return Html.of("<section id=\"{}\"><h2>{}</h2>{}</section>", id, title, content);
    }
}
