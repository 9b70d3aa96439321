package hyades.gas;

import hyades.vector.KernelChoice;

/// The arithmetic of the scheme on rows of cells: MUSCL-Hancock (van Leer 1984, SIAM J. Sci. Stat.
/// Comput. 5, 1; Toro 2009, chapter 14) in all directions at once, as Teyssier (2002), A&A 385, 337,
/// has it, with HLLC fluxes (Toro, Spruce & Speares 1994, Shock Waves 4, 25).
///
/// Every implementation gives the same bits, wherever a row begins and however long it is: cells of a
/// row do not know of each other, and each goes through the same sequence of IEEE operations, without
/// fused ones. What is symmetric stays so: each expression gives the same, or exactly the negative, for
/// a mirror image and for exchanged axes ([SymmetricSum]).
interface GasKernel {
    /// The one that is chosen.
    ///
    /// @throws IllegalStateException if the vector kernel is asked for where its module is missing
    static GasKernel of(KernelChoice choice) {
        // No reference to its constructor: making that would load the kernel before the module it needs.
        return choice.create(ScalarKernel::new, () -> new VectorKernel(), WarmingKernel::begun);
    }

    /// Half of the differences that the quantities have across a cell, limited (van Leer 1974, J.
    /// Comput. Phys. 14, 361): ab/(a + b) of the differences to both neighbours where their signs
    /// agree, else 0.
    ///
    /// @param step from a cell to its neighbour in the direction, within `state.data()`; 0 where
    /// there is none
    void halfDifferences(Row state, int step, Row result, int cells);

    /// The state in the middle of the cells after half a time step. Where it, or one at a face, had no
    /// positive density and pressure, that of now, and the half differences become 0: there the scheme
    /// is of first order.
    ///
    /// @param halfDifferences of the three directions; see above
    /// @param ratios of the time step to the width of a cell [s/m], of the three directions; 0 where
    /// there is none
    void predict(Row state, Row[] halfDifferences, double[] ratios, double gamma, Row result, int cells);

    /// The states at both faces of the cells in a direction: middle less, and plus, half difference.
    void faces(Row middle, Row halfDifference, Row low, Row high, int cells);

    /// The HLLC fluxes between states at faces.
    ///
    /// @param axis that is normal to the faces
    /// @param left below the faces
    /// @param right above them
    /// @param waves room for what is computed on the way
    void fluxes(int axis, Row left, Row right, double gamma, Row waves, Row result, int faces);

    /// What cells lose through two opposite faces: `ratio` · (high - low) of their fluxes.
    void losses(Row low, Row high, double ratio, Row result, int cells);

    /// Adds up what cells lose along the three axes.
    void sum(Row[] losses, Row result, int cells);

    /// Takes the losses from the cells.
    ///
    /// @param losses mass, momentum and energy, each by volume
    void update(Row state, Row losses, double gamma, Row result, int cells);

    /// The largest rate of signals: the sum over the axes of (|v| + c)/width [1/s]; infinite if a cell
    /// has no positive density and pressure.
    ///
    /// @param perWidth one over the width of a cell [1/m], of the three axes; 0 where there is none
    double signals(Row state, double[] perWidth, double gamma, int cells);

    /// What it is, for people: such as `vector, 8 lanes`.
    String description();
}
