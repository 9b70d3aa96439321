package hyades.vector;

import java.lang.module.ModuleFinder;

/// The module of the Vector API, `jdk.incubator.vector`, in this JVM.
///
/// A JVM that starts with an incubating module takes neither its modules nor its linked classes from an AOT cache, and
/// warns on standard error. So it starts without, and loads the module when a kernel needs it, the way the JVM itself
/// loads `jdk.management.agent`: by `Modules.loadModule` of `java.base`, to which the manifest of our jar opens a door
/// (`Add-Exports`). Loaded so, the module is compiled to the same vector instructions. By reflection, because the
/// compiler sees no more than the documented API.
public final class VectorModule {
    private static final String NAME = "jdk.incubator.vector";
    private static final String LOADER = "jdk.internal.module.Modules";

    private VectorModule() {}

    /// Whether it is there, or can be loaded: not where the JVM was started without the jar's manifest, on a JDK
    /// without the module, or on one that has changed.
    public static boolean isWithinReach() {
        if (ModuleLayer.boot().findModule(NAME).isPresent()) {
            return true;
        }
        try {
            Class<?> modules = Class.forName(LOADER);
            return modules.getModule().isExported(modules.getPackageName(), VectorModule.class.getModule())
                    && ModuleFinder.ofSystem().find(NAME).isPresent();
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /// Loads it, where it is within reach and not there yet.
    public static void load() {
        if (ModuleLayer.boot().findModule(NAME).isPresent()) {
            return;
        }
        try {
            Class.forName(LOADER).getMethod("loadModule", String.class).invoke(null, NAME);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot load the module " + NAME, e);
        }
    }
}
