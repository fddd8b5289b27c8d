package io.switchboard.actor.runtime;

import akka.persistence.typed.PersistenceId;

/**
 * The name of an entity within its account, separated by a bar. Ids of accounts, and of all
 * entities but consumers, contain no bar.
 */
public record EntityName(String account, String id) {
  private static final char BAR = '|';

  public static EntityName parse(String entityId) {
    int bar = entityId.indexOf(BAR);
    return new EntityName(entityId.substring(0, bar), entityId.substring(bar + 1));
  }

  /** The account of an entity; the whole id for the account entity itself. */
  static String accountOf(String entityId) {
    int bar = entityId.indexOf(BAR);
    return bar < 0 ? entityId : entityId.substring(0, bar);
  }

  /** The id under which the entity's events are stored. */
  public PersistenceId persistenceId(String kind) {
    return PersistenceId.ofUniqueId(kind + BAR + entityId());
  }

  public String entityId() {
    return account + BAR + id;
  }
}
