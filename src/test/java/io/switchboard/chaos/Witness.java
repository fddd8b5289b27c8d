package io.switchboard.chaos;

/** Is told what happens to nodes, which are counted from 1, at the moment when it happens. */
interface Witness {
  /** One that does nothing. */
  Witness NOBODY =
      new Witness() {
        @Override
        public void freezes(int node) {}

        @Override
        public void thawed(int node) {}

        @Override
        public void started(int node) {}
      };

  /** The node is stopped when this returns. */
  void freezes(int node);

  /** The node goes on since a moment ago. */
  void thawed(int node);

  /** The node has been started again, and is not ready yet. */
  void started(int node);
}
