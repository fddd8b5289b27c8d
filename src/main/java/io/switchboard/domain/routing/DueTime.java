package io.switchboard.domain.routing;

import io.switchboard.domain.account.Credit;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.account.SkillPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The due time of a conversation with its components (routing rules, section 4). It orders a queue.
 * Times are nanoseconds.
 *
 * @param enteredAt time of the conversation's start or of its last transfer to another skill
 * @param credits the credits of the account that apply, in the order of the configuration
 * @param priorityCredit the credit of this conversation alone, in addition to the others
 */
public record DueTime(
    long enteredAt, long responseTime, List<Credit> credits, long priorityCredit) {

  /** A hundred years of 365 days, in nanoseconds. */
  private static final long MOST_CREDIT = Duration.ofDays(36_500).toNanos();

  public DueTime {
    credits = List.copyOf(credits);
  }

  /** A due time equal to the entry time, without response time and credits. */
  public static DueTime at(long moment) {
    return new DueTime(moment, 0, List.of(), 0);
  }

  /** The due time of a conversation that enters the queue of a skill. */
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

  /** {@code enteredAt} plus response time minus credits, which are limited against overflow. */
  public long dueAt() {
    long credit = Math.min(MOST_CREDIT, priorityCredit);
    for (Credit one : credits) {
      credit = Math.min(MOST_CREDIT, credit + one.credit().toNanos());
    }
    return enteredAt + responseTime - credit;
  }
}
