package io.switchboard.domain.protocol;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The stored states of the entities of one partition, which survive a crash. */
class StoredStates {
  private final Map<String, Object> states = new HashMap<>();

  /** Stores the states of one batch together. */
  void write(Map<String, Object> changed) {
    states.putAll(changed);
  }

  /** The state of an entity; empty if none is stored. */
  Optional<Object> read(String id) {
    return Optional.ofNullable(states.get(id));
  }
}
