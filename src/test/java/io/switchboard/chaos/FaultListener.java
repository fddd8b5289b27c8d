package io.switchboard.chaos;

/** Listener for faults of nodes, which are counted from 1, called at the moment of each fault. */
interface FaultListener {
  /** A listener without effect. */
  FaultListener NONE =
      new FaultListener() {
        @Override
        public void freezes(int node) {}

        @Override
        public void continued(int node) {}

        @Override
        public void started(int node) {}
      };

  /** Called before a freeze: the node freezes when this returns. */
  void freezes(int node);

  /** The node has continued a moment ago. */
  void continued(int node);

  /** The node has been started again, and is not ready yet. */
  void started(int node);
}
