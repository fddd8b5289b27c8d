package io.switchboard.domain.account;

import java.util.List;
import java.util.Optional;

/**
 * The configuration document of one account as the client wrote it: an empty {@link Optional} is a
 * member that the document omits. {@link AccountPolicy} applies the defaults; {@link
 * AccountValidation} checks the document (routing rules, section 8).
 */
public record Account(
    Optional<String> name,
    Optional<AccountSettings> settings,
    List<Skill> skills,
    List<AgentGroup> agentGroups,
    List<Agent> agents) {

  /** The id of the unassigned skill, which always exists and which every agent has. */
  public static final String UNASSIGNED = "-1";

  public Account {
    skills = List.copyOf(skills);
    agentGroups = List.copyOf(agentGroups);
    agents = List.copyOf(agents);
  }
}
