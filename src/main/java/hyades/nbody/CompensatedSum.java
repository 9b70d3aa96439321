package hyades.nbody;

/// A sum that carries its rounding error along: Neumaier (1974), Zeitschrift für Angewandte Mathematik und Mechanik
/// 54, 39. Its error does not grow with the number of terms.
final class CompensatedSum {
    private double sum;
    private double error;

    void add(double term) {
        double next = sum + term;
        error += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
        sum = next;
    }

    double value() {
        return sum + error;
    }
}
