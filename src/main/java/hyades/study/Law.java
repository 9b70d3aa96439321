package hyades.study;

/// How a job scales, fitted to a study.
sealed interface Law permits ScalingLaw, GustafsonLaw {
    /// How many of its numbers are not 0.
    int parameters();

    /// The time of all cores together [s], per unit of work.
    double coreSeconds(double cores);
}
