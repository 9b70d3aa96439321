package hyades.decay;

/// Plans for tests.
final class Plans {
    private Plans() {}

    /// A plan of one isotope with a half-life of 1 s.
    static Plan of(Method method, int particles, int steps, double timeStep, long seed, int runs, int kept) {
        return new Plan(DecayChain.alone(Isotope.unnamed(1)), particles, steps, timeStep, method, seed, runs, kept);
    }

    /// A plan of an isotope with its descendants.
    static Plan chain(String isotope, int particles, int steps, double timeStep, long seed, int runs, int kept) {
        IsotopeTable table = new IsotopeTable();
        return new Plan(
                DecayChain.of(table.find(isotope).orElseThrow(), table),
                particles,
                steps,
                timeStep,
                Method.BINOMIAL,
                seed,
                runs,
                kept);
    }
}
