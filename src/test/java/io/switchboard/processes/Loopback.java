package io.switchboard.processes;

import java.util.List;

/** A common loopback address, where nothing can be cut. */
public final class Loopback implements Ground {
  private static final String ADDRESS = "127.0.0.1";
  private static final int APART = 10;

  @Override
  public String address(int node) {
    return ADDRESS;
  }

  @Override
  public String databaseAddress() {
    return ADDRESS;
  }

  @Override
  public int port(int node, int usual) {
    return usual + APART * node;
  }

  @Override
  public List<String> at(int node, List<String> command) {
    return command;
  }

  @Override
  public boolean canBeCut() {
    return false;
  }

  @Override
  public void cutNodes(int one, int other) {
    throw new UnsupportedOperationException("loopback cannot be cut");
  }

  @Override
  public void cutDatabase(int node, int port) {
    throw new UnsupportedOperationException("loopback cannot be cut");
  }

  @Override
  public void heal() {}
}
