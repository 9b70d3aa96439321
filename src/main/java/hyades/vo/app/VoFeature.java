package hyades.vo.app;

import hyades.page.Feature;
import hyades.page.Run;
import hyades.page.Section;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/// The Virtual Observatory.
public final class VoFeature implements Feature {
    @Override
    public String name() {
        return VoCommand.NAME;
    }

    @Override
    public Class<?> command() {
        return VoCommand.class;
    }

    @Override
    public String title(String command) {
        return switch (command) {
            case VoCheckCommand.COMMAND -> "Checked: {services|service|services}";
            case VoConeCommand.COMMAND -> "Cone search: {objects|object|objects} around {targets|target|targets}";
            case VoCrossCommand.COMMAND ->
                "What images show: {objects|object|objects} in {fields|field|fields} of {files|file|files}";
            case VoSkyCommand.COMMAND -> "The sky around {target}";
            default -> command;
        };
    }

    @Override
    public List<Section> sections(Run run) throws IOException {
        return Stream.concat(ServicesTable.sections(run.directory()).stream(), SkySection.of(run).stream())
                .toList();
    }
}
