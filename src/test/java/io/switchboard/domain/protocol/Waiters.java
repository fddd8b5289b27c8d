package io.switchboard.domain.protocol;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.conversation.RequeuePolicy;
import io.switchboard.domain.protocol.QueueMessage.Enqueue;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.List;
import java.util.Optional;

/** Waiting conversations, as they enter a queue. */
public final class Waiters {
  private Waiters() {}

  /** A conversation that starts at a moment and requests a skill. */
  public static WaitingConversation waiting(
      String id, String skill, AccountPolicy policy, long now) {
    Inquiry inquiry = Inquiry.forSkill(id, skill);
    return RequeuePolicy.started(inquiry, List.of(), policy, now).conversation();
  }

  /** A first entry. */
  public static Enqueue entering(WaitingConversation conversation) {
    return new Enqueue(1, 0, conversation, Optional.empty(), false);
  }
}
