package io.switchboard.chaos;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * Judges a run after it has settled: by what clients were answered, by all that entities stored,
 * and by what they said in the end.
 *
 * <p>The rules are I1 to I4, I6, I7 and I9 of the routing rules; OFFER, each offer is answered
 * once; LOG, one writer at a time without a gap; END, what was said in the end is what was stored;
 * and LATE, no attempt takes effect after a newer one of the same client was acknowledged.
 */
public final class Checker {
  private static final List<BiConsumer<Run, Findings>> CHECKS =
      List.of(
          LogCheck::check,
          GrammarCheck::check,
          HandoverCheck::check,
          AgentCheck::check,
          AnswerCheck::check,
          OfferCheck::check,
          PlaceCheck::check,
          ShareCheck::check,
          EndCheck::check,
          WorkCheck::check,
          StaleCheck::check,
          RevisionCheck::check,
          LateCheck::check);

  private Checker() {}

  /**
   * All that is wrong; none when the run was good.
   *
   * @param history in any order
   * @param journal read after the final state, between which nothing has happened
   */
  public static List<Violation> check(
      Rules rules, List<Call> history, Journal journal, FinalState end) {
    Run run = new Run(rules, history, journal, end);
    Findings findings = new Findings(run);
    CHECKS.forEach(check -> check.accept(run, findings));
    return findings.all();
  }
}
