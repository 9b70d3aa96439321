package hyades.sweep;

/// What a replacement string makes of a value, as GNU Parallel has it.
enum Form {
    WHOLE(""),

    /// Without its extension, the last dot and what follows it in the name.
    STEM(".") {
        @Override
        String of(String value) {
            int dot = value.lastIndexOf('.');
            return dot < 0 || value.indexOf('/', dot) >= 0 ? value : value.substring(0, dot);
        }
    },

    /// Behind the last slash.
    NAME("/") {
        @Override
        String of(String value) {
            return value.substring(value.lastIndexOf('/') + 1);
        }
    },

    /// The folder, as dirname(1) has it.
    FOLDER("//") {
        @Override
        String of(String value) {
            int end = withoutSlashes(value, value.length());
            if (end == 0) {
                return value.isEmpty() ? "." : "/";
            }
            int slash = value.lastIndexOf('/', end - 1);
            if (slash < 0) {
                return ".";
            }
            int folder = withoutSlashes(value, slash);
            return folder == 0 ? "/" : value.substring(0, folder);
        }

        private static int withoutSlashes(String value, int length) {
            int end = length;
            while (end > 0 && value.charAt(end - 1) == '/') {
                end--;
            }
            return end;
        }
    },

    /// The name without its extension.
    NAME_STEM("/.") {
        @Override
        String of(String value) {
            return STEM.of(NAME.of(value));
        }
    };

    private final String sign;

    Form(String sign) {
        this.sign = sign;
    }

    /// @param value a character a byte
    String of(String value) {
        return value;
    }

    /// The one whose sign stands in a replacement string, such as `//` in `{1//}`.
    static Form bySign(String sign) {
        for (Form form : values()) {
            if (form.sign.equals(sign)) {
                return form;
            }
        }
        throw new IllegalArgumentException("No form is written '%s'".formatted(sign));
    }
}
