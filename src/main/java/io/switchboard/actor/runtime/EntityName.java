package io.switchboard.actor.runtime;

import akka.persistence.typed.PersistenceId;

/**
 * The name of an entity within its account. Neither an account nor the id of anything in it but a
 * consumer contains a bar.
 */
public record EntityName(String account, String id) {
  private static final char BAR = '|';

  public static EntityName parse(String entityId) {
    int bar = entityId.indexOf(BAR);
    return new EntityName(entityId.substring(0, bar), entityId.substring(bar + 1));
  }

  /** The name under which the entity's facts are stored. */
  public PersistenceId persistenceId(String kind) {
    return PersistenceId.ofUniqueId(kind + BAR + entityId());
  }

  public String entityId() {
    return account + BAR + id;
  }
}
