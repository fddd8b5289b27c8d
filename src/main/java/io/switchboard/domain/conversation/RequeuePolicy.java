package io.switchboard.domain.conversation;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.routing.Access;
import io.switchboard.domain.routing.DueTime;
import io.switchboard.domain.routing.SkillChoice;
import io.switchboard.domain.routing.SkillSelection;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rules by which a conversation enters a queue (routing rules, sections 2, 4 and 6). They do not
 * consider presence: only the queue has it, and redirects the conversation if no agent is online.
 */
public final class RequeuePolicy {

  /** The skill whose queue a conversation enters, and the conversation as it waits there. */
  public record Placement(String skill, WaitingConversation conversation) {}

  private RequeuePolicy() {}

  /** A conversation that starts now. A requested skill that does not exist is ignored. */
  public static Placement started(
      Inquiry inquiry, List<String> previousAgents, AccountPolicy policy, long now) {
    SkillChoice choice = chosen(inquiry, policy);
    return new Placement(
        choice.skill(),
        new WaitingConversation(
            inquiry,
            now,
            due(inquiry, choice.skill(), now, policy),
            choice.skill(),
            Access.ANYONE,
            Optional.empty(),
            Set.of(),
            previousAgents,
            false,
            choice.reason()));
  }

  private static SkillChoice chosen(Inquiry inquiry, AccountPolicy policy) {
    boolean unknown =
        inquiry.skill().filter(skill -> !policy.skills().containsKey(skill)).isPresent();
    SkillSelection selection = new SkillSelection(policy);
    return selection.served(selection.choose(unknown ? inquiry.withoutSkill() : inquiry));
  }

  private static SkillChoice requested(String skill, AccountPolicy policy) {
    return new SkillSelection(policy).served(new SkillChoice(skill, SkillChoice.Reason.REQUESTED));
  }

  /**
   * A conversation that its queue redirects. If the queue had admitted it, it keeps its due time;
   * otherwise the new skill determines the due time.
   *
   * @param toSkill the new skill; empty when its skill was removed or has no agents, so that a
   *     skill is chosen again
   * @param atEntry whether the queue had not admitted it
   */
  static Placement redirected(
      String from,
      WaitingConversation conversation,
      Optional<String> toSkill,
      boolean atEntry,
      AccountPolicy policy) {
    SkillChoice choice =
        toSkill
            .map(skill -> new SkillChoice(skill, SkillChoice.Reason.NO_AGENT_ONLINE))
            .orElseGet(
                () ->
                    policy.skills().containsKey(from)
                        ? requested(from, policy)
                        : chosen(conversation.inquiry().withoutSkill(), policy));
    boolean promised = !atEntry && policy.skills().containsKey(conversation.responseTimeSkill());
    return new Placement(
        choice.skill(),
        new WaitingConversation(
            conversation.inquiry(),
            conversation.startedAt(),
            promised
                ? conversation.due()
                : due(conversation.inquiry(), choice.skill(), conversation.enteredAt(), policy),
            promised ? conversation.responseTimeSkill() : choice.skill(),
            Access.ANYONE,
            Optional.empty(),
            conversation.refusedBy(),
            conversation.previousAgents(),
            conversation.assignedBefore(),
            choice.reason()));
  }

  /** A conversation that is transferred to another skill. */
  static Placement transferred(HandoverOutcome departed, String skill) {
    AccountPolicy policy = departed.policy();
    WaitingConversation before = departed.state().conversation();
    SkillChoice entered = requested(skill, policy);
    Inquiry inquiry = before.inquiry().afterTransfer();
    return new Placement(
        entered.skill(),
        new WaitingConversation(
            inquiry,
            before.startedAt(),
            due(inquiry, entered.skill(), departed.leftAt(), policy),
            entered.skill(),
            Access.of(before.group()),
            before.group(),
            Set.of(departed.agent()),
            before.previousAgents(),
            true,
            entered.reason()));
  }

  /** The due time of a changed inquiry, by the skill that determined it, else {@code skill}. */
  static DueTime due(
      WaitingConversation conversation, Inquiry inquiry, String skill, AccountPolicy policy) {
    String responseTimeSkill = conversation.responseTimeSkill();
    return due(
        inquiry,
        policy.skills().containsKey(responseTimeSkill) ? responseTimeSkill : skill,
        conversation.enteredAt(),
        policy);
  }

  private static DueTime due(
      Inquiry inquiry, String promising, long enteredAt, AccountPolicy policy) {
    SkillPolicy skill = policy.skills().get(promising);
    return skill == null
        ? DueTime.at(enteredAt)
        : DueTime.of(inquiry, skill, policy.credits(), enteredAt);
  }
}
