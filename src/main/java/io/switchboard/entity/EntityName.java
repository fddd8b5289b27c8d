package io.switchboard.entity;

/**
 * The name of an entity within its account. Neither an account nor the id of anything in it but a
 * consumer contains a bar.
 */
record EntityName(String account, String id) {
  private static final char BAR = '|';

  static EntityName parse(String entityId) {
    int bar = entityId.indexOf(BAR);
    return new EntityName(entityId.substring(0, bar), entityId.substring(bar + 1));
  }

  String entityId() {
    return account + BAR + id;
  }
}
