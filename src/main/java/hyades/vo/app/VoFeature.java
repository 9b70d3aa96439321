package hyades.vo.app;

import hyades.page.Feature;
import hyades.page.Run;
import hyades.page.Section;
import java.io.IOException;
import java.util.List;

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
            default -> command;
        };
    }

    @Override
    public List<Section> sections(Run run) throws IOException {
        return ServicesTable.sections(run.directory());
    }
}
