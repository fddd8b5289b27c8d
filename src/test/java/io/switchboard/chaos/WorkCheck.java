package io.switchboard.chaos;

import io.switchboard.domain.routing.Access;
import io.switchboard.domain.routing.Presence;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * I6: in the final state no conversation waits without ringing that an agent with capacity may
 * take.
 */
final class WorkCheck {
  private final Run run;
  private final Findings findings;
  private final Set<String> ringing;

  private WorkCheck(Run run, Findings findings) {
    this.run = run;
    this.findings = findings;
    this.ringing =
        run.end().agents().values().stream()
            .flatMap(agent -> agent.ringing().stream())
            .collect(Collectors.toSet());
  }

  static void check(Run run, Findings findings) {
    WorkCheck check = new WorkCheck(run, findings);
    run.queues()
        .forEach(
            (skill, queue) ->
                queue
                    .entries()
                    .values()
                    .forEach(entry -> check.check(skill, entry.conversation())));
  }

  private void check(String skill, WaitingConversation waiting) {
    if (ringing.contains(waiting.id())) {
      return;
    }
    List<String> able =
        run.end().agents().keySet().stream()
            .filter(agent -> isAble(agent, skill, waiting))
            .toList();
    boolean refusalsCount =
        !(waiting.access() instanceof Access.OnlyAgent)
            && able.stream().anyMatch(agent -> !waiting.refusedBy().contains(agent));
    able.stream()
        .filter(this::hasRoom)
        .filter(agent -> !refusalsCount || !waiting.refusedBy().contains(agent))
        .findFirst()
        .ifPresent(
            agent ->
                findings.ofConversation(
                    "I6",
                    waiting.id(),
                    "waits for %s, which %s has room for".formatted(skill, agent)));
  }

  private boolean isAble(String agent, String skill, WaitingConversation waiting) {
    return run.rules().serves(agent, skill)
        && run.rules().maximumOf(agent) > 0
        && run.end().agents().get(agent).presence() == Presence.ONLINE
        && run.rules().isOpenTo(agent, waiting.access());
  }

  private boolean hasRoom(String agent) {
    FinalState.Agent end = run.end().agents().get(agent);
    return end.assigned().size() + end.ringing().size() < run.rules().maximumOf(agent);
  }
}
