package io.switchboard.domain.account.configuration;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.Agent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The present document of an account, and the revision that last changed each of its items.
 *
 * @param revision the number of changes; 0 when the account does not exist
 * @param skillRevisions one for each skill, in the order of the document; so are the other lists
 * @param enabledSince for each agent the revision that added it, or that last enabled it after it
 *     had been disabled
 */
public record Configuration(
    long revision,
    Account document,
    List<Long> skillRevisions,
    List<Long> agentGroupRevisions,
    List<Long> agentRevisions,
    List<Long> enabledSince) {

  /** The configuration of an account that does not exist. */
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

  /** Whether the account exists. */
  public boolean exists() {
    return revision > 0;
  }

  /** The item with this id; the time is proportional to the length of the list. */
  public <T> Optional<RevisedItem<T>> item(ItemList<T> section, String id) {
    int index = section.indexOf(document, id);
    return index < 0 ? Optional.empty() : Optional.of(item(section, index));
  }

  /** The item at a position of the document, counted from 0. */
  public <T> RevisedItem<T> item(ItemList<T> section, int index) {
    return new RevisedItem<>(section.of(document).get(index), section.revisions(this).get(index));
  }

  /** The configuration with the next document; an item that is equal keeps its revision. */
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

  /** Usually each item keeps its position; an index is built for the first that has moved. */
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
