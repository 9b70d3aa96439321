package hyades.sweep;

import java.io.IOException;

/// Somebody has ended the shell that runs a rank's tasks, or its guard: nobody knows what became of the task.
final class GoneException extends IOException {
    private static final long serialVersionUID = 1;

    GoneException() {
        super("the shell that runs the tasks was ended from outside");
    }
}
