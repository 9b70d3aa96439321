package hyades.images.app;

import hyades.page.Feature;
import hyades.page.Run;
import hyades.page.Section;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Batches of FITS images.
public final class ImagesFeature implements Feature {
    @Override
    public String name() {
        return "images";
    }

    @Override
    public Class<?> command() {
        return ImagesCommand.class;
    }

    @Override
    public String title(String command) {
        return switch (command) {
            case "images filter" -> "Images filtered: {files|file|files}";
            case "images calibrate" -> "Images calibrated: {files|file|files}";
            case "images combine" -> "Images combined: {frames|frame|frames}";
            case "images generate" -> "Images generated: {count}";
            case "images activity" -> "The exercise: {count|image|images}";
            default -> command;
        };
    }

    @Override
    public List<Section> sections(Run run) throws IOException {
        return Stream.of(
                        Pictures.of(run.directory())
                                .map(pictures -> new Section("images", "Images before and after", pictures)),
                        BatchTable.of(run.directory()).map(table -> new Section("batch", "The batch", table)))
                .flatMap(Optional::stream)
                .toList();
    }
}
