package io.switchboard.domain.protocol;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.conversation.RequeuePolicy;
import io.switchboard.domain.protocol.QueueMessage.Enqueue;
import io.switchboard.domain.routing.Access;
import io.switchboard.domain.routing.DueTime;
import io.switchboard.domain.routing.SkillChoice;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Waiting conversations, as they enter a queue. */
public final class Waiters {
  private Waiters() {}

  /** A conversation that starts at a moment and requests a skill. */
  public static WaitingConversation waiting(
      String id, String skill, AccountPolicy policy, long now) {
    Inquiry inquiry = Inquiry.forSkill(id, skill);
    return RequeuePolicy.started(inquiry, List.of(), policy, now).conversation();
  }

  /** A conversation that has waited for a skill since a moment, and is due at the same moment. */
  public static WaitingConversation waiting(String id, String skill, long since) {
    return waiting(id, skill, since, DueTime.at(since));
  }

  /** A conversation that has waited for a skill since a moment. */
  public static WaitingConversation waiting(String id, String skill, long since, DueTime due) {
    return new WaitingConversation(
        Inquiry.forSkill(id, skill),
        since,
        due,
        skill,
        Access.ANYONE,
        Optional.empty(),
        Set.of(),
        List.of(),
        false,
        SkillChoice.Reason.REQUESTED);
  }

  /** A first entry. */
  public static Enqueue entering(WaitingConversation conversation) {
    return new Enqueue(1, 0, conversation, Optional.empty(), false);
  }
}
