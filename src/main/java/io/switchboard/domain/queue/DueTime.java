package io.switchboard.domain.queue;

import io.switchboard.domain.account.Credit;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.conversation.Inquiry;
import java.util.ArrayList;
import java.util.List;

/**
 * The key that orders a line and what it is made of (routing rules, section 4). Nanoseconds.
 *
 * @param enteredAt the conversation's start or its last transfer to another skill
 * @param responseTime what it was promised
 * @param credits those that apply, in the order of the configuration
 */
public record DueTime(long enteredAt, long responseTime, List<Credit> credits) {

  public DueTime {
    credits = List.copyOf(credits);
  }

  /** What is due when a conversation enters the queue of a skill, by the account's credits. */
  public static DueTime of(
      Inquiry inquiry, SkillPolicy skill, List<Credit> accountCredits, long enteredAt) {
    List<Credit> applicable = List.of();
    for (Credit credit : accountCredits) {
      if (credit.when().holds(inquiry, skill.id())) {
        applicable = applicable.isEmpty() ? new ArrayList<>() : applicable;
        applicable.add(credit);
      }
    }
    return new DueTime(enteredAt, skill.responseTimeOf(inquiry), applicable);
  }

  /** {@code enteredAt} plus the response time less every credit. */
  public long dueAt() {
    long due = enteredAt + responseTime;
    for (Credit credit : credits) {
      due -= credit.credit().toNanos();
    }
    return due;
  }
}
