package io.switchboard.domain.account.configuration;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.AgentGroup;
import io.switchboard.domain.account.Skill;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** One of the lists of configuration items in an account's document. */
public final class ItemList<T> {
  public static final ItemList<Skill> SKILLS =
      new ItemList<>(
          "skills",
          Skill::id,
          Account::skills,
          (account, skills) ->
              new Account(
                  account.name(),
                  account.settings(),
                  skills,
                  account.agentGroups(),
                  account.agents()),
          Configuration::skillRevisions);

  public static final ItemList<AgentGroup> AGENT_GROUPS =
      new ItemList<>(
          "agentGroups",
          AgentGroup::id,
          Account::agentGroups,
          (account, groups) ->
              new Account(
                  account.name(), account.settings(), account.skills(), groups, account.agents()),
          Configuration::agentGroupRevisions);

  public static final ItemList<Agent> AGENTS =
      new ItemList<>(
          "agents",
          Agent::id,
          Account::agents,
          (account, agents) ->
              new Account(
                  account.name(),
                  account.settings(),
                  account.skills(),
                  account.agentGroups(),
                  agents),
          Configuration::agentRevisions);

  private final String member;
  private final Function<T, String> id;
  private final Function<Account, List<T>> items;
  private final BiFunction<Account, List<T>, Account> with;
  private final Function<Configuration, List<Long>> revisions;

  private ItemList(
      String member,
      Function<T, String> id,
      Function<Account, List<T>> items,
      BiFunction<Account, List<T>, Account> with,
      Function<Configuration, List<Long>> revisions) {
    this.member = member;
    this.id = id;
    this.items = items;
    this.with = with;
    this.revisions = revisions;
  }

  /** The member of the document that contains the list, such as {@code agentGroups}. */
  public String member() {
    return member;
  }

  /** The id of an item. */
  public String id(T item) {
    return id.apply(item);
  }

  /** The items of a document, in its order. */
  public List<T> of(Account document) {
    return items.apply(document);
  }

  /** The document with this item in place of the one with the same id, otherwise at the end. */
  Account put(Account document, T item) {
    List<T> all = new ArrayList<>(of(document));
    int index = indexOf(document, id(item));
    if (index < 0) {
      all.add(item);
    } else {
      all.set(index, item);
    }
    return with.apply(document, all);
  }

  Account without(Account document, String unwanted) {
    List<T> all = new ArrayList<>(of(document));
    all.removeIf(item -> id(item).equals(unwanted));
    return with.apply(document, all);
  }

  List<Long> revisions(Configuration configuration) {
    return revisions.apply(configuration);
  }

  /** The position of the item with this id, counted from 0; -1 when there is none. */
  int indexOf(Account document, String wanted) {
    List<T> all = of(document);
    for (int i = 0; i < all.size(); i++) {
      if (id(all.get(i)).equals(wanted)) {
        return i;
      }
    }
    return -1;
  }
}
