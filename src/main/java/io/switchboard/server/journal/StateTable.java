package io.switchboard.server.journal;

import java.util.List;

/** A table in which each row is the stored state of one entity of an account. */
interface StateTable {

  /** The kind of the entities, the prefix of the persistence ids of their partitions. */
  String kind();

  /** The name of the table. Its key is {@code account} and {@code id}. */
  String name();

  /** The names of the columns after the key. */
  List<String> columns();

  /** The condition under which a row may be removed, in addition to its key; may be empty. */
  String removable();

  /** The values of {@link #columns} for a state. */
  List<Object> values(Object state);

  /** The state in the column {@code state}. */
  Object state(byte[] stored);
}
