package hyades.vo;

import java.util.Arrays;
import java.util.List;

/// What an object is, as far as a chart tells it apart: by SIMBAD's short types.
public enum ObjectKind {
    GALAXY("Galaxy", "G LSB bCG SBG H2G EmG rG BiC GiP GiC GiG IG PaG LeG SyG? G?"),
    ACTIVE("Active galaxy or quasar", "AGN SyG Sy1 Sy2 LIN Bla BLL QSO LeQ Bz? BL? AG? Q?"),
    GROUP("Group or cluster of galaxies", "ClG GrG CGG PCG SCG vid C?G Gr? SC?"),
    STAR("Star", "WR* Y*O TT* Ae* LP* LP? C* S* BD* WD* Sy* CV* No* SN* EB* SB* Psr NS Pl Pl? BD? HMXB LXB HXB XB*"),
    CLUSTER("Cluster of stars", "Cl* GlC OpC As* St* MGr Cl? As?"),
    NEBULA(
            "Nebula or interstellar matter",
            "ISM PN HII SNR RNe DNe MoC EmO HH Cld GNe BNe sh HVC cor bub SFR PN? SR? glb cgb"),
    RADIO("Radio source", "Rad mR cm mm smm HI rB Mas"),
    INFRARED("Infrared source", "IR FIR MIR NIR"),
    HIGH_ENERGY("X- or gamma-ray source", "X ULX gam gB UV"),
    OTHER("Other", "");

    private final String label;
    private final List<String> types;

    ObjectKind(String label, String types) {
        this.label = label;
        this.types = List.of(types.split(" "));
    }

    /// In words.
    public String label() {
        return label;
    }

    /// @param type as SIMBAD has it: all others with `*` in them are stars
    public static ObjectKind of(String type) {
        return Arrays.stream(values())
                .filter(kind -> !type.isEmpty() && kind.types.contains(type))
                .findFirst()
                .orElse(type.contains("*") ? STAR : OTHER);
    }
}
