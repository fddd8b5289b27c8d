package io.switchboard.domain.account;

import java.util.List;
import java.util.Optional;

/**
 * The configuration document of one account, as it was written: an empty {@link Optional} is a
 * member that the document leaves out. {@link AccountPolicy} applies the defaults and {@link
 * AccountValidation} says whether it can be used at all (routing rules, section 8).
 */
public record Account(
    Optional<String> name,
    Optional<AccountSettings> settings,
    List<Skill> skills,
    List<AgentGroup> agentGroups,
    List<Agent> agents) {

  /** The id of the skill that always exists and from which every agent may take. */
  public static final String UNASSIGNED = "-1";

  public Account {
    skills = List.copyOf(skills);
    agentGroups = List.copyOf(agentGroups);
    agents = List.copyOf(agents);
  }
}
