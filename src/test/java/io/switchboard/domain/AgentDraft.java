package io.switchboard.domain;

import io.switchboard.domain.account.Agent;
import java.util.List;
import java.util.Optional;

/** An agent under construction. */
public record AgentDraft(
    String id,
    List<String> skills,
    Optional<String> group,
    Optional<Integer> maximum,
    Optional<Boolean> enabled)
    implements Part {

  public AgentDraft in(String newGroup) {
    return new AgentDraft(id, skills, Optional.of(newGroup), maximum, enabled);
  }

  public AgentDraft max(int conversations) {
    return new AgentDraft(id, skills, group, Optional.of(conversations), enabled);
  }

  public AgentDraft disabled() {
    return new AgentDraft(id, skills, group, maximum, Optional.of(false));
  }

  @Override
  public void addTo(AccountDraft draft) {
    draft.agents.add(new Agent(id, Optional.empty(), group, skills, maximum, enabled));
  }
}
