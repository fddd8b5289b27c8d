package io.switchboard.chaos;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * Checks of a run after it has settled, by the answers to clients, all stored events, and the final
 * state.
 *
 * <p>The rules are I1 to I4, I6, I7 and I9 of the routing rules; OFFER, each offer is answered
 * once; LOG, one writer at a time without a gap; END, the final state is that of the stored events;
 * ROW, the table of conversations agrees with the stored events; and LATE, no attempt takes effect
 * after the acknowledgement of a newer one of the same client.
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
          RowCheck::check,
          WorkCheck::check,
          StaleCheck::check,
          RevisionCheck::check,
          LateCheck::check);

  private Checker() {}

  /**
   * All violations; empty for a correct run.
   *
   * @param history in any order
   * @param journal read after the final state, without any event in between
   */
  public static List<Violation> check(
      Rules rules, List<Call> history, Journal journal, FinalState end) {
    Run run = new Run(rules, history, journal, end);
    Findings findings = new Findings(run);
    CHECKS.forEach(check -> check.accept(run, findings));
    return findings.all();
  }
}
