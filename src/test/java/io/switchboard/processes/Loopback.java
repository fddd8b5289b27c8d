package io.switchboard.processes;

import java.util.List;

/** A common loopback address, where nothing can be cut. */
public final class Loopback implements Ground {
  private static final String ADDRESS = "127.0.0.1";
  private static final int APART = 10;

  private final int firstPort;
  private final String database;

  public Loopback() {
    this(0, DatabaseServer.FIRST);
  }

  /**
   * Another deployment beside the first one.
   *
   * @param firstPort distance of its ports from those of the first one
   * @param database the name of its database
   */
  public Loopback(int firstPort, String database) {
    this.firstPort = firstPort;
    this.database = database;
  }

  @Override
  public String address(int node) {
    return ADDRESS;
  }

  @Override
  public String databaseAddress() {
    return ADDRESS;
  }

  @Override
  public String databaseUrl() {
    return DatabaseServer.url(ADDRESS, database);
  }

  @Override
  public int port(int node, int usual) {
    return usual + firstPort + APART * node;
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
