package hyades.vo.app;

import hyades.page.Html;
import hyades.vo.ObjectKind;
import java.util.Map;

/// The colours of a chart, and the signs of what is on it.
enum ChartInk {
    /// Those of the page around it, light or dark.
    PAGE {
        @Override
        String color(String name) {
            return "var(--" + name + ")";
        }
    },

    /// Those of a light page, for a file of its own.
    PAPER {
        @Override
        String color(String name) {
            return ON_PAPER.get(name);
        }
    };

    /// How far signs reach from their middle.
    static final int RADIUS = 7;

    private static final Map<String, String> ON_PAPER = Map.of(
            "ink", "#1d2025",
            "muted", "#5a616c",
            "card", "#ffffff",
            "c0", "#1d2025",
            "c1", "#0072b2",
            "c2", "#d55e00",
            "c3", "#009e73",
            "c4", "#e69f00",
            "c5", "#cc79a7",
            "c6", "#56b4e9");

    /// A colour by the name that `report.css` has for it.
    abstract String color(String name);

    /// The colour of a kind's sign on pictures of the sky.
    static String onSky(ObjectKind kind) {
        return switch (kind) {
            case GALAXY, INFRARED -> "#f58b4c";
            case ACTIVE, HIGH_ENERGY -> "#dfa2c4";
            case GROUP -> "#f2bd4a";
            case STAR, CLUSTER -> "#56b4e9";
            case NEBULA -> "#2cc79b";
            case RADIO, OTHER -> "#e4e6ea";
        };
    }

    /// A sign around the origin: told apart without colours, too.
    Html symbol(ObjectKind kind) {
        return switch (kind) {
            case GALAXY -> sign("M-6 3A7 3.4-27 1 1 6-3A7 3.4-27 1 1-6 3Z", "c2", "");
            case ACTIVE -> sign("M0-7L6 0L0 7L-6 0Z", "c5", "");
            case GROUP -> sign("M-7 0L-3.5-6H3.5L7 0L3.5 6H-3.5Z", "c4", "");
            case STAR -> sign("M0-6L1.6-1.6L6 0L1.6 1.6L0 6L-1.6 1.6L-6 0L-1.6-1.6Z", "c1", "full");
            case CLUSTER -> sign("M6 0A6 6 0 1 1-6 0A6 6 0 1 1 6 0", "c1", "2.5 2.2");
            case NEBULA -> sign("M-5.5-5.5H5.5V5.5H-5.5Z", "c3", "");
            case RADIO -> sign("M0-6.5L6 4.5H-6Z", "c0", "");
            case INFRARED -> sign("M0 6.5L6-4.5H-6Z", "c2", "");
            case HIGH_ENERGY -> sign("M-5-5L5 5M5-5L-5 5", "c5", "");
            case OTHER -> sign("M-5.5 0H5.5M0-5.5V5.5", "muted", "");
        };
    }

    /// @param style `full`, or the dashes of its line; empty for a line
    private Html sign(String path, String color, String style) {
        boolean isFull = style.equals("full");
        String dashes = style.isEmpty() || isFull ? "none" : style;
        return Html.of(
                "<path d=\"{}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"1.6\" stroke-dasharray=\"{}\""
                        + " pointer-events=\"all\"/>",
                path,
                isFull ? color(color) : "none",
                color(color),
                dashes);
    }
}
