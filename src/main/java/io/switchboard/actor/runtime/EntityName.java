package io.switchboard.actor.runtime;

import akka.persistence.typed.PersistenceId;

/**
 * Account and name of an entity or partition, separated by a bar, which only ids of consumers
 * contain.
 */
public record EntityName(String account, String id) {
  /**
   * The number of partitions of the conversations of an account, and of its consumers. All nodes of
   * a cluster must have the same number; no stored value depends on it.
   */
  public static final int PARTITIONS = 8;

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

  /** The name of the partition of a conversation or consumer within its account. */
  public static String partition(String id) {
    int hash = id.hashCode();
    return Integer.toString(Math.floorMod(hash ^ (hash >>> 16), PARTITIONS));
  }

  /** The id under which the entity's events are stored. */
  public PersistenceId persistenceId(String kind) {
    return PersistenceId.ofUniqueId(kind + BAR + entityId());
  }

  public String entityId() {
    return account + BAR + id;
  }
}
