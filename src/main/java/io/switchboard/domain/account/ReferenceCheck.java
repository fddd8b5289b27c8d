package io.switchboard.domain.account;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks references to skills and agent groups; all pass while an item of that kind has no id. */
final class ReferenceCheck {
  private static final int GROUPS_TO_SHARE = 2;
  private static final int NAMED_IN_PROBLEM = 5;

  private final Set<String> skills;
  private final Set<String> groups;

  ReferenceCheck(Account account) {
    skills = account.skills().stream().map(Skill::id).collect(toCollection(LinkedHashSet::new));
    groups =
        account.agentGroups().stream()
            .map(AgentGroup::id)
            .collect(toCollection(LinkedHashSet::new));
  }

  /** Checks that the account has enough groups for a distribution. */
  void enoughGroupsToShare(DocumentPath path) {
    if (groups.size() < GROUPS_TO_SHARE && !groups.contains("")) {
      path.violation(
          "distributes between agent groups, but the account has %d; expected at least 2"
              .formatted(groups.size()));
    }
  }

  /** Checks the target of a conversation: a skill of the account or the unassigned skill. */
  void skill(DocumentPath path, String id) {
    if (!id.equals(Account.UNASSIGNED)) {
      known(path, id, "skill", skills);
    }
  }

  void skill(DocumentPath path, Optional<String> id) {
    id.ifPresent(given -> skill(path, given));
  }

  void skills(DocumentPath path, List<String> ids) {
    TextRules.size(path, ids.size(), AccountLimits.SKILLS);
    TextRules.unique(path, ids);
    path.each(ids, (at, id) -> skill(at, id));
  }

  void skillOfAgent(DocumentPath path, String id) {
    if (id.equals(Account.UNASSIGNED)) {
      path.violation("is '-1', which every agent serves already; omit it");
    } else {
      known(path, id, "skill", skills);
    }
  }

  void group(DocumentPath path, String id) {
    known(path, id, "agent group", groups);
  }

  private static void known(DocumentPath path, String id, String noun, Set<String> ids) {
    if (!ids.contains(id) && !ids.contains("")) {
      path.violation("no %s has the id %s; %s".formatted(noun, Violation.quote(id), some(ids)));
    }
  }

  private static String some(Set<String> ids) {
    if (ids.isEmpty()) {
      return "the account has none";
    }
    String rest =
        ids.size() > NAMED_IN_PROBLEM
            ? " and %d more".formatted(ids.size() - NAMED_IN_PROBLEM)
            : "";
    return "known: "
        + ids.stream().limit(NAMED_IN_PROBLEM).map(Violation::shorten).collect(joining(", "))
        + rest;
  }
}
