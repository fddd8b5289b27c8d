package io.switchboard.domain.queue;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.queue.matching.EligibleAgents;
import io.switchboard.domain.routing.SkillPresence;
import io.switchboard.domain.routing.SkillSelection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Presence at the fallback skills of a queue, as their queues have reported it. */
final class FallbackPresence implements SkillPresence {

  private record Report(boolean online, long version) {}

  private final Map<String, Report> reports = new HashMap<>();
  private String own = "";
  private EligibleAgents eligibleAgents;
  private Set<String> chain = Set.of();
  private Set<String> dependents = Set.of();

  void configure(String skill, EligibleAgents eligible, AccountPolicy policy) {
    own = skill;
    eligibleAgents = eligible;
    SkillSelection selection = new SkillSelection(policy);
    chain = selection.fallbacks(skill);
    dependents = new LinkedHashSet<>();
    policy.skills().keySet().stream()
        .filter(other -> selection.fallbacks(other).contains(skill))
        .forEach(dependents::add);
  }

  /** The fallback skills of this queue, the first choice first. */
  Set<String> chain() {
    return chain;
  }

  /** The skills that have this skill as a fallback skill. */
  Set<String> dependents() {
    return dependents;
  }

  void record(String skill, boolean online, long version) {
    Report before = reports.get(skill);
    if (before == null || before.version() < version) {
      reports.put(skill, new Report(online, version));
    }
  }

  /** The version of the latest report of a skill; {@link Long#MIN_VALUE} when there is none. */
  long version(String skill) {
    return Optional.ofNullable(reports.get(skill)).map(Report::version).orElse(Long.MIN_VALUE);
  }

  @Override
  public boolean isOnline(String skill) {
    return skill.equals(own)
        ? eligibleAgents.online() > 0
        : Optional.ofNullable(reports.get(skill)).map(Report::online).orElse(false);
  }

  @Override
  public boolean isConnected(String skill) {
    return skill.equals(own) ? eligibleAgents.connected() > 0 : isOnline(skill);
  }
}
