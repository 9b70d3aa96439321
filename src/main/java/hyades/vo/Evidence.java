package hyades.vo;

import hyades.text.Printable;

/// A line that says what a service did, in the manner of STILTS's taplint: how bad that is, at what stage, a code that
/// stays the same for the same thing, and words.
///
/// @param text one line
public record Evidence(Level level, Stage stage, String code, String text) {
    private static final int LONGEST = 500;

    /// How bad it is.
    public enum Level {
        /// As it should be.
        INFO,
        /// Against the standard, and can be understood.
        WARNING,
        /// Against the standard, or no answer that helps.
        ERROR,
        /// There was no answer.
        FAILURE
    }

    /// What was asked for.
    public enum Stage {
        /// VOSI's availability.
        AVAILABILITY("AVA"),
        /// VOSI's capabilities.
        CAPABILITIES("CAP");

        private final String code;

        Stage(String code) {
            this.code = code;
        }
    }

    public Evidence {
        text = line(text);
    }

    /// `E-AVA-HTTP`, say.
    public String fullCode() {
        return "%s-%s-%s".formatted(level.name().charAt(0), stage.code, code);
    }

    /// The whole line.
    @Override
    public String toString() {
        return fullCode() + " " + text;
    }

    /// What a service says, as one line that is not too long to be read.
    static String line(String text) {
        String line = Printable.of(text.strip().replaceAll("\\s+", " "));
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
