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
 * consider presence: only the queue knows it, and redirects the conversation if no agent is online.
 */
public record RequeuePolicy(AccountPolicy policy, SkillChoice choice) {

  /** The skill whose queue a conversation enters, and the conversation as it waits there. */
  record Redirection(String skill, WaitingConversation conversation) {}

  /**
   * The skill of an inquiry by its content and the account's rules. A requested skill that does not
   * exist is ignored.
   */
  public static RequeuePolicy chosen(Inquiry inquiry, AccountPolicy policy) {
    boolean unknown =
        inquiry.skill().filter(skill -> !policy.skills().containsKey(skill)).isPresent();
    SkillSelection selection = new SkillSelection(policy);
    SkillChoice choice = selection.choose(unknown ? inquiry.withoutSkill() : inquiry);
    return new RequeuePolicy(policy, selection.served(choice));
  }

  String skill() {
    return choice.skill();
  }

  private static RequeuePolicy chosenAgain(String from, Inquiry inquiry, AccountPolicy policy) {
    return policy.skills().containsKey(from)
        ? new RequeuePolicy(
            policy,
            new SkillSelection(policy).served(new SkillChoice(from, SkillChoice.Reason.REQUESTED)))
        : chosen(inquiry.withoutSkill(), policy);
  }

  /** A conversation that starts now. */
  public WaitingConversation begun(Inquiry inquiry, List<String> previousAgents, long now) {
    return new WaitingConversation(
        inquiry,
        now,
        due(inquiry, skill(), now, policy),
        skill(),
        Access.ANYONE,
        Optional.empty(),
        Set.of(),
        previousAgents,
        false,
        choice.reason());
  }

  /**
   * A conversation that its queue redirects. If the queue had admitted it, it keeps its due time;
   * otherwise the new skill determines the due time.
   *
   * @param toSkill the new skill; empty when its skill was removed or has no agents, so that a
   *     skill is chosen again
   * @param atEntry whether the queue had not admitted it
   */
  static Redirection redirected(
      String from,
      WaitingConversation conversation,
      Optional<String> toSkill,
      boolean atEntry,
      AccountPolicy policy) {
    RequeuePolicy entry =
        toSkill
            .map(
                skill ->
                    new RequeuePolicy(
                        policy, new SkillChoice(skill, SkillChoice.Reason.NOBODY_THERE)))
            .orElseGet(() -> chosenAgain(from, conversation.inquiry(), policy));
    boolean promised = !atEntry && policy.skills().containsKey(conversation.promisedBy());
    return new Redirection(
        entry.skill(),
        new WaitingConversation(
            conversation.inquiry(),
            conversation.startedAt(),
            promised
                ? conversation.due()
                : due(conversation.inquiry(), entry.skill(), conversation.enteredAt(), policy),
            promised ? conversation.promisedBy() : entry.skill(),
            Access.ANYONE,
            Optional.empty(),
            conversation.refusedBy(),
            conversation.previousAgents(),
            conversation.assignedBefore(),
            entry.choice().reason()));
  }

  /** A conversation that is transferred to another skill. */
  static Redirection transferred(HandoverOutcome departed, String skill) {
    AccountPolicy policy = departed.policy();
    WaitingConversation before = departed.state().conversation();
    SkillChoice entered =
        new SkillSelection(policy).served(new SkillChoice(skill, SkillChoice.Reason.REQUESTED));
    Inquiry inquiry = before.inquiry().afterTransfer();
    return new Redirection(
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

  /**
   * The due time of a conversation with a changed inquiry, by the skill that determined its present
   * due time, or by {@code skill} if that one was removed.
   */
  static DueTime due(
      WaitingConversation conversation, Inquiry inquiry, String skill, AccountPolicy policy) {
    String promisedBy = conversation.promisedBy();
    return due(
        inquiry,
        policy.skills().containsKey(promisedBy) ? promisedBy : skill,
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
