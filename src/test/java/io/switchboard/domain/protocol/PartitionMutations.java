package io.switchboard.domain.protocol;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Mistakes in what a partition stores and has in memory. */
enum PartitionMutations implements Mutation {
  /** Of a batch that changes several entities, only the state of the first is stored. */
  OTHER_STATES_OF_A_BATCH_LOST {
    @Override
    public StoredStates stores() {
      return new StoredStates() {
        @Override
        void write(Map<String, Object> changed) {
          String first = changed.keySet().iterator().next();
          super.write(Map.of(first, changed.get(first)));
        }
      };
    }
  },

  /** An entity is loaded from its state before the last write. */
  LOADED_FROM_AN_OLDER_STATE {
    @Override
    public StoredStates stores() {
      return new StoredStates() {
        private final Map<String, Optional<Object>> before = new HashMap<>();

        @Override
        void write(Map<String, Object> changed) {
          changed.keySet().forEach(id -> before.put(id, super.read(id)));
          super.write(changed);
        }

        @Override
        Optional<Object> read(String id) {
          return before.getOrDefault(id, Optional.empty());
        }
      };
    }
  },

  /** An entity leaves memory after each message, even if it has something to send. */
  ACTIVE_ENTITIES_LEAVE_MEMORY {
    @Override
    public void endsTurn(Actor actor, ProtocolSimulator world) {
      if (actor instanceof Partition<?, ?, ?> partition) {
        partition.removeActive();
      }
    }
  }
}
