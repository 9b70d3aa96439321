package hyades.images.app;

import hyades.page.Html;
import hyades.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The previews of images before and after, as far as a page can hold them.
final class Pictures {
    private static final int MOST = 12;
    private static final long MOST_BYTES = 6 << 20;
    private static final String PREVIEW = "_preview.png";
    private static final String ACTIVITY = "before_and_after.png";

    private Pictures() {}

    /// A section of the page; empty where there are no previews.
    static Optional<Html> of(RunDirectory directory) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.list(directory.path())) {
            all = files.filter(Pictures::isPreview).sorted().toList();
        }
        List<Html> shown = new ArrayList<>();
        long bytes = 0;
        for (Path file : all) {
            bytes += Files.size(file);
            if (shown.size() == MOST || bytes > MOST_BYTES) {
                break;
            }
            String name = file.getFileName().toString();
            String subject =
                    name.equals(ACTIVITY) ? "the first image" : name.substring(0, name.length() - PREVIEW.length());
            shown.add(Html.of("""
                <figure class="picture">
                <img src="data:image/png;base64,{}" alt="{}: at the left as it was, at the right what has become of it" loading="lazy">
                <figcaption>{}</figcaption>
                </figure>\
                """, Base64.getEncoder().encodeToString(Files.readAllBytes(file)), subject, subject));
        }
        if (all.isEmpty()) {
            return Optional.empty();
        }
        String left = shown.size() == all.size()
                ? ""
                : " %d of %d are shown; the others are in the run directory.".formatted(shown.size(), all.size());
        return Optional.of(Html.of("""
            <p>Each with its own limits and unit, given below it.{}</p>
            <div class="pictures">
            {}
            </div>\
            """, left, Html.join(shown)));
    }

    private static boolean isPreview(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file) && (name.endsWith(PREVIEW) || name.equals(ACTIVITY));
    }
}
