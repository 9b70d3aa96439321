/// What a run does and what it takes: [hyades.trace.Timeline] keeps what a rank was doing when, for `--trace`;
/// [hyades.trace.ResourceSampler] looks now and then at what it uses. Neither knows what is computed, nor of messages.
package hyades.trace;
