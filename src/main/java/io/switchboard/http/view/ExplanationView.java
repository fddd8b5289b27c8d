package io.switchboard.http.view;

import io.switchboard.domain.account.AgentPreference;
import io.switchboard.domain.account.Condition;
import io.switchboard.domain.account.Credit;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.routing.DueTime;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.Occasion;
import io.switchboard.domain.routing.Remedy;
import io.switchboard.domain.routing.SkillChoice;
import io.switchboard.domain.routing.Verdict;
import io.switchboard.http.request.TimeFormat;
import io.switchboard.http.view.ConversationView.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Explanation of the current state of a conversation: why it waits, why it is offered to this
 * agent, or why this agent has it. For a closed conversation it is the last explanation before the
 * close.
 *
 * @param agent the agent to whom it is offered or assigned, or the last one before it was closed
 * @param reasons empty when no agents were compared: a supervisor assigned the conversation, or it
 *     is on its way from one queue to another
 */
public record ExplanationView(
    String conversation,
    State state,
    String skill,
    Optional<String> agent,
    Optional<Reasons> reasons) {

  /**
   * The comparison that led to the decision.
   *
   * @param skillReason the rule that chose this skill
   * @param position its place while it waits, from 1
   * @param occasion the kind of search that led to the offer; empty without an offer
   * @param agentCount how many agents have the skill
   * @param excluded how many of them were excluded by these rules; the rules that depend on the
   *     conversation are not counted
   * @param rivals when an agent gained capacity: the most urgent conversation of each of the
   *     agent's queues
   * @param remedies while it waits: the changes that would end the wait
   */
  public record Reasons(
      String skill,
      SkillChoice.Reason skillReason,
      Optional<Integer> position,
      Optional<Occasion> occasion,
      Due due,
      int agentCount,
      Map<Verdict.Rule, Integer> excluded,
      List<Candidate> candidates,
      List<Rival> rivals,
      List<Help> remedies) {}

  /** Due time: {@code enteredAt} plus the response time minus all credits. */
  public record Due(
      Instant dueAt,
      Instant enteredAt,
      Duration responseTime,
      List<Counted> credits,
      Duration priorityCredit) {}

  /** A credit of the account whose condition holds. */
  public record Counted(Duration credit, Condition when) {}

  /** One compared agent; {@code decidedBy} is empty when the agent id decided. */
  public record Candidate(
      String agent,
      Standing verdict,
      Optional<Verdict.Rule> rule,
      Optional<AgentPreference> decidedBy) {}

  /** Result of the comparison for one agent. */
  enum Standing {
    CHOSEN,
    LESS_PREFERRED,
    EXCLUDED
  }

  public record Rival(String skill, String conversation, Instant dueAt) {}

  /**
   * A change that would let the conversation be placed.
   *
   * @param agents the agents; any one of them is enough
   * @param at the time at which it happens without an action; empty if it does not
   */
  public record Help(Remedy.Kind kind, List<String> agents, Optional<Instant> at) {}

  public static ExplanationView of(
      Reply.Conversation conversation, Optional<Explanation> explanation) {
    Optional<String> chosen = explanation.flatMap(Explanation::agent);
    State state = State.of(conversation.state(), chosen.isPresent());
    return new ExplanationView(
        conversation.inquiry().id(),
        state,
        conversation.skill(),
        conversation.agent().or(() -> chosen.filter(any -> state == State.OFFERED)),
        explanation.map(ExplanationView::reasons));
  }

  private static Reasons reasons(Explanation explanation) {
    return new Reasons(
        explanation.skill(),
        explanation.skillReason(),
        Optional.of(explanation.position()).filter(position -> position > 0),
        explanation.occasion(),
        due(explanation.due()),
        explanation.agentCount(),
        explanation.excluded(),
        explanation.candidates().stream().map(ExplanationView::candidate).toList(),
        explanation.rivals().stream()
            .map(one -> new Rival(one.skill(), one.conversation(), TimeFormat.at(one.dueAt())))
            .toList(),
        explanation.remedies().stream().map(ExplanationView::help).toList());
  }

  private static Due due(DueTime due) {
    return new Due(
        TimeFormat.at(due.dueAt()),
        TimeFormat.at(due.enteredAt()),
        Duration.ofNanos(due.responseTime()),
        due.credits().stream().map(ExplanationView::counted).toList(),
        Duration.ofNanos(due.priorityCredit()));
  }

  private static Counted counted(Credit credit) {
    return new Counted(credit.credit(), credit.when());
  }

  private static final Cases<String, Verdict, Candidate> CANDIDATES =
      Cases.<String, Verdict, Candidate>of(Verdict.class)
          .when(
              Verdict.Chosen.class,
              (agent, chosen) ->
                  new Candidate(agent, Standing.CHOSEN, Optional.empty(), Optional.empty()))
          .when(
              Verdict.LessPreferred.class,
              (agent, less) ->
                  new Candidate(agent, Standing.LESS_PREFERRED, Optional.empty(), less.decidedBy()))
          .when(
              Verdict.Excluded.class,
              (agent, excluded) ->
                  new Candidate(
                      agent, Standing.EXCLUDED, Optional.of(excluded.rule()), Optional.empty()))
          .complete();

  private static Candidate candidate(Explanation.Candidate candidate) {
    return CANDIDATES.apply(candidate.agent(), candidate.verdict());
  }

  private static Help help(Remedy remedy) {
    return new Help(
        remedy.kind(),
        remedy.agents(),
        remedy.at().isPresent()
            ? Optional.of(TimeFormat.at(remedy.at().getAsLong()))
            : Optional.empty());
  }
}
