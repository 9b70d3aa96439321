package hyades.gas;

/// Sums of what three directions contribute, to the same bits in any order, and to the negative for
/// negative terms: the smallest and the largest first. So a flow keeps its symmetries bit for bit.
final class SymmetricSum {
    private SymmetricSum() {}

    static double of(double a, double b, double c) {
        double low = a < b ? a : b;
        double high = a < b ? b : a;
        double largest = high < c ? c : high;
        double other = high < c ? high : c;
        double smallest = low < other ? low : other;
        double middle = low < other ? other : low;
        return (smallest + largest) + middle;
    }
}
