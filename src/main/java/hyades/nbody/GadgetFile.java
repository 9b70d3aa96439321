package hyades.nbody;

import hyades.nbody.Hdf5File.Doubles;
import hyades.nbody.Hdf5File.Group;
import hyades.nbody.Hdf5File.Longs;
import hyades.nbody.Hdf5File.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Bodies as a snapshot of GADGET in HDF5 (Springel 2005, MNRAS 364, 1105; its users' guide, section 6), all of them
/// halo particles (type 1), all bits of their numbers.
public final class GadgetFile {
    private static final int TYPES = 6;
    private static final int HALO = 1;

    private GadgetFile() {}

    /// What is not kept.
    public static String loss(Snapshot snapshot) {
        Labels labels = snapshot.bodies().labels();
        List<String> lost = new ArrayList<>(List.of("the softening length and G"));
        if (snapshot.softeningKernel() == SofteningKernel.SPLINE) {
            lost.add("the softening kernel");
        }
        if (!snapshot.fields().isEmpty()) {
            lost.add("external fields");
        }
        if (!haveIds(labels)) {
            lost.add("ids that are no numbers from 0 on: bodies are numbered from 0 in their order");
        }
        if (snapshot.bodies().hasRadii()) {
            lost.add("radii");
        }
        if (labels.names() != null) {
            lost.add("names");
        }
        return String.join(", ", lost);
    }

    private static boolean haveIds(Labels labels) {
        return labels.areNumbers()
                && (labels.ids() == null
                        || labels.ids().stream().mapToLong(Long::parseLong).allMatch(id -> id >= 0)
                                && labels.ids().stream()
                                                .mapToLong(Long::parseLong)
                                                .distinct()
                                                .count()
                                        == labels.ids().size());
    }

    /// Writes a file, whole or not at all. What is in two dimensions lies in the plane z = 0.
    ///
    /// @param snapshot in its own units, which are said where their sizes are known
    public static void write(Path file, Snapshot snapshot) throws IOException {
        Bodies bodies = snapshot.bodies();
        long[] ids = new long[bodies.count()];
        boolean haveIds = haveIds(bodies.labels());
        Arrays.setAll(ids, i -> haveIds ? Long.parseLong(bodies.labels().id(i)) : i);
        Map<String, Node> halo = new LinkedHashMap<>();
        halo.put("Coordinates", new Doubles(inSpace(bodies.position)));
        halo.put("Velocities", new Doubles(inSpace(bodies.velocity)));
        halo.put("Masses", new Doubles(new double[][] {bodies.mass}));
        halo.put("ParticleIDs", new Longs(ids));
        Map<String, Node> root = new LinkedHashMap<>();
        root.put("Header", new Group(header(snapshot), Map.of()));
        if (snapshot.units() != null && snapshot.units().areKnown()) {
            root.put("Units", new Group(units(snapshot.units()), Map.of()));
        }
        root.put("PartType" + HALO, new Group(Map.of(), halo));
        Hdf5File.write(file, new Group(Map.of(), root));
    }

    private static Map<String, Object> header(Snapshot snapshot) {
        int[] counts = new int[TYPES];
        counts[HALO] = snapshot.bodies().count();
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("NumPart_ThisFile", counts);
        header.put("NumPart_Total", counts);
        header.put("NumPart_Total_HighWord", new int[TYPES]);
        header.put("MassTable", new double[TYPES]); // 0: each body has its own
        header.put("Time", snapshot.time() == null ? 0.0 : snapshot.time());
        header.put("Redshift", 0.0);
        header.put("BoxSize", 0.0);
        header.put("NumFilesPerSnapshot", 1);
        header.put("Omega0", 0.0);
        header.put("OmegaLambda", 0.0);
        header.put("HubbleParam", 1.0);
        for (String flag : new String[] {"Sfr", "Cooling", "StellarAge", "Metals", "Feedback", "Entropy_ICs"}) {
            header.put("Flag_" + flag, 0);
        }
        header.put("Flag_DoublePrecision", 1);
        return header;
    }

    private static Map<String, Object> units(Units units) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("UnitLength_in_cm", 100 * units.inSi(Dimension.LENGTH));
        said.put("UnitMass_in_g", 1000 * units.inSi(Dimension.MASS));
        said.put("UnitVelocity_in_cm_per_s", 100 * units.inSi(Dimension.VELOCITY));
        said.put("UnitTime_in_s", units.inSi(Dimension.TIME));
        return said;
    }

    private static double[][] inSpace(double[][] axes) {
        return axes.length == 3 ? axes : new double[][] {axes[0], axes[1], new double[axes[0].length]};
    }
}
