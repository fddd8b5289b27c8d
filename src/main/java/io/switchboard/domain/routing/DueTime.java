package io.switchboard.domain.routing;

import io.switchboard.domain.account.Credit;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.account.SkillPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The key that orders a line and what it is made of (routing rules, section 4). Nanoseconds.
 *
 * @param enteredAt the conversation's start or its last transfer to another skill
 * @param responseTime what it was promised
 * @param credits those that apply, in the order of the configuration
 * @param priorityCredit the conversation's own, whatever the rules say
 */
public record DueTime(
    long enteredAt, long responseTime, List<Credit> credits, long priorityCredit) {

  /** A hundred years of 365 days. */
  private static final long MOST_CREDIT = Duration.ofDays(36_500).toNanos();

  public DueTime {
    credits = List.copyOf(credits);
  }

  /** A key that is this moment itself: nothing is promised and nothing credited. */
  public static DueTime at(long moment) {
    return new DueTime(moment, 0, List.of(), 0);
  }

  /** What is due when a conversation enters the queue of a skill, by the account's credits. */
  public static DueTime of(
      Inquiry inquiry, SkillPolicy skill, List<Credit> accountCredits, long enteredAt) {
    List<Credit> applicable = List.of();
    for (Credit credit : accountCredits) {
      if (credit.when().matches(inquiry, skill.id())) {
        applicable = applicable.isEmpty() ? new ArrayList<>() : applicable;
        applicable.add(credit);
      }
    }
    return new DueTime(
        enteredAt, skill.responseTimeOf(inquiry), applicable, inquiry.priorityCredit());
  }

  /**
   * {@code enteredAt} plus the response time less every credit. Credits beyond {@link #MOST_CREDIT}
   * together count no more than that, so that no number of them turns the order around.
   */
  public long dueAt() {
    long credit = Math.min(MOST_CREDIT, priorityCredit);
    for (Credit one : credits) {
      credit = Math.min(MOST_CREDIT, credit + one.credit().toNanos());
    }
    return enteredAt + responseTime - credit;
  }
}
