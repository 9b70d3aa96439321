package hyades.vo;

/// What is to be thought of a service.
public enum Verdict {
    /// It says that it is available.
    UP,
    /// It answers, but says that it is not available, or nothing that a service would.
    DOWN,
    /// It does not say whether it is available, but what it can do: since VOSI 1.1 it need not.
    UP_WITHOUT_AVAILABILITY,
    /// There was no answer in time.
    UNREACHABLE;

    /// Whether it can be asked.
    public boolean isUp() {
        return this == UP || this == UP_WITHOUT_AVAILABILITY;
    }

    @Override
    public String toString() {
        return name().replace('_', '-');
    }
}
