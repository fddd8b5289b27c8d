package io.switchboard.actor.runtime;

import akka.persistence.typed.PersistenceId;

/** Account and id of an entity, separated by a bar, which only ids of consumers contain. */
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
