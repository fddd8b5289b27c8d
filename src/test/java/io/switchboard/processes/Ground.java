package io.switchboard.processes;

import java.util.List;

/** Network of nodes and database, and faults in it. */
public interface Ground {

  /** The address of a node, counted from 1. */
  String address(int node);

  /** The address of the database for nodes and clients. */
  String databaseAddress();

  /** The JDBC URL of the database for nodes. */
  default String databaseUrl() {
    return DatabaseServer.url(databaseAddress(), DatabaseServer.FIRST);
  }

  /** A port of a node; nodes at the same address have different ones. */
  int port(int node, int usual);

  /** The same command, run in the network of that node. */
  List<String> at(int node, List<String> command);

  /** Whether {@link #cutNodes} and {@link #cutDatabase} have an effect. */
  boolean canBeCut();

  /** Cuts the network between two nodes, in both directions; messages under way are lost. */
  void cutNodes(int one, int other);

  /** Cuts the network between a node and the database. */
  void cutDatabase(int node, int port);

  /** Ends all cuts. */
  void heal();
}
