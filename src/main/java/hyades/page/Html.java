package hyades.page;

import java.util.Collection;
import java.util.stream.Collectors;

/// A piece of a page. Text becomes markup by [#of] only, which escapes it, so that nothing a run was given can.
///
/// @param markup well-formed
public record Html(String markup) {
    public static final Html NONE = new Html("");

    /// A template of the source code, each `{}` in it replaced by a value: markup as it is, anything else escaped.
    public static Html of(String template, Object... values) {
        StringBuilder whole = new StringBuilder();
        int start = 0;
        for (Object value : values) {
            int gap = template.indexOf("{}", start);
            if (gap < 0) {
                throw new IllegalArgumentException("%d values for %s".formatted(values.length, template));
            }
            whole.append(template, start, gap)
                    .append(value instanceof Html html ? html.markup : escape(String.valueOf(value)));
            start = gap + 2;
        }
        if (template.indexOf("{}", start) >= 0) {
            throw new IllegalArgumentException("%d values for %s".formatted(values.length, template));
        }
        return new Html(whole.append(template, start, template.length()).toString());
    }

    public static Html join(Collection<Html> parts) {
        return new Html(parts.stream().map(Html::markup).collect(Collectors.joining("\n")));
    }

    /// Text as it may stand between tags and in quoted attributes; control characters become a replacement character.
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(Character.isISOControl(c) && c != '\n' && c != '\t' ? '\uFFFD' : c);
            }
        }
        return escaped.toString();
    }
}
