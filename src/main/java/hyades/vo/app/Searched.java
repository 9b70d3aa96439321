package hyades.vo.app;

import hyades.vo.Neighbourhood;
import hyades.vo.SkyObject;
import hyades.vo.Target;

/// What became of looking somewhere.
sealed interface Searched {
    Target target();

    /// It was looked there.
    ///
    /// @param object that has the target's name; null where its place was given
    record Found(Target target, SkyObject object, Neighbourhood around) implements Searched {}

    /// Nothing could be found out.
    ///
    /// @param reason one line
    record Failed(Target target, String reason) implements Searched {}
}
