package io.switchboard.domain.protocol;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.conversation.RequeuePolicy;
import io.switchboard.domain.protocol.QueueMessage.Enqueue;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.List;
import java.util.Optional;

/** Conversations as they ask for a place in a line. */
public final class Waiters {
  private Waiters() {}

  /** One that begins at a moment, and asks for a skill. */
  public static WaitingConversation waiting(
      String id, String skill, AccountPolicy policy, long now) {
    Inquiry inquiry = Inquiry.forSkill(id, skill);
    return RequeuePolicy.chosen(inquiry, policy).begun(inquiry, List.of(), now);
  }

  /** It comes new. */
  public static Enqueue entering(WaitingConversation conversation) {
    return new Enqueue(1, 0, conversation, Optional.empty(), false);
  }
}
