package io.switchboard.domain.account.configuration;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.Agent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The document of an account as it stands, and when each piece of it was last changed.
 *
 * @param revision how often it has been changed; 0 when the account does not exist
 * @param skillRevisions one for each skill, in the order of the document; so for the other two
 * @param enabledSince for each agent the revision by which they were added, or last enabled after
 *     they had been disabled
 */
public record Configuration(
    long revision,
    Account document,
    List<Long> skillRevisions,
    List<Long> agentGroupRevisions,
    List<Long> agentRevisions,
    List<Long> enabledSince) {

  /** Of an account that does not exist. */
  public static final Configuration NONE =
      new Configuration(
          0,
          new Account(Optional.empty(), Optional.empty(), List.of(), List.of(), List.of()),
          List.of(),
          List.of(),
          List.of(),
          List.of());

  public Configuration {
    skillRevisions = List.copyOf(skillRevisions);
    agentGroupRevisions = List.copyOf(agentGroupRevisions);
    agentRevisions = List.copyOf(agentRevisions);
    enabledSince = List.copyOf(enabledSince);
  }

  /** Whether there is an account. */
  public boolean exists() {
    return revision > 0;
  }

  /** The piece with the id. Takes a time that grows with the section. */
  public <T> Optional<RevisedItem<T>> item(ItemList<T> section, String id) {
    int index = section.indexOf(document, id);
    return index < 0 ? Optional.empty() : Optional.of(item(section, index));
  }

  /** The piece at a position of the document, counted from 0. */
  public <T> RevisedItem<T> item(ItemList<T> section, int index) {
    return new RevisedItem<>(section.of(document).get(index), section.revisions(this).get(index));
  }

  /** This account with its next document: a piece that is equal keeps its revision. */
  Configuration next(Account document, long revision) {
    return new Configuration(
        revision,
        document,
        revisions(ItemList.SKILLS, document, revision),
        revisions(ItemList.AGENT_GROUPS, document, revision),
        revisions(ItemList.AGENTS, document, revision),
        enabledSince(document.agents(), revision));
  }

  private List<Long> enabledSince(List<Agent> next, long revision) {
    if (next == document.agents()) {
      return enabledSince;
    }
    Map<String, Long> enabled = new HashMap<>();
    for (int i = 0; i < enabledSince.size(); i++) {
      Agent agent = document.agents().get(i);
      if (agent.takesPart()) {
        enabled.put(agent.id(), enabledSince.get(i));
      }
    }
    return next.stream().map(agent -> enabled.getOrDefault(agent.id(), revision)).toList();
  }

  /**
   * Mostly every piece stands where it stood and is even the same object; only from the first that
   * is not are the others looked for by their ids.
   */
  private <T> List<Long> revisions(ItemList<T> section, Account next, long revision) {
    List<T> before = section.of(document);
    List<T> after = section.of(next);
    List<Long> known = section.revisions(this);
    if (before == after) {
      return known;
    }
    List<Long> revisions = new ArrayList<>(after.size());
    Map<String, Integer> indexes = null;
    for (int i = 0; i < after.size(); i++) {
      T item = after.get(i);
      int index = i;
      if (i >= before.size() || !section.id(before.get(i)).equals(section.id(item))) {
        indexes = indexes == null ? indexes(section, before) : indexes;
        index = indexes.getOrDefault(section.id(item), -1);
      }
      boolean same = index >= 0 && before.get(index).equals(item);
      revisions.add(same ? known.get(index) : (Long) revision);
    }
    return revisions;
  }

  private static <T> Map<String, Integer> indexes(ItemList<T> section, List<T> items) {
    Map<String, Integer> indexes = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      indexes.put(section.id(items.get(i)), i);
    }
    return indexes;
  }
}
