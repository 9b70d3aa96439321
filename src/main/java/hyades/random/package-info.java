/// Random numbers keyed by what they are for, never by the rank or thread that draws them:
/// [hyades.random.RandomStreams] makes the generators (Philox), [hyades.random.NumberedStreams] those of
/// older data, [hyades.random.BinomialSampler] and
/// [hyades.random.BernoulliTrials] draw from them. Nothing here depends on the processor: only operations whose
/// result the Java specification fixes to the bit.
package hyades.random;
