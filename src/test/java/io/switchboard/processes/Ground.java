package io.switchboard.processes;

import java.util.List;

/** What nodes stand on: how they reach one another and the database, and how that is cut. */
public interface Ground {

  /** The address of a node, counted from 1. */
  String address(int node);

  /** The address at which nodes and clients find the database. */
  String databaseAddress();

  /** A port of a node; of nodes at the same address each has its own. */
  int port(int node, int usual);

  /** The same command, run where that node lives. */
  List<String> at(int node, List<String> command);

  /** Whether {@link #cutNodes} and {@link #cutDatabase} can do anything. */
  boolean canBeCut();

  /** Nothing passes between two nodes any more, either way; what is on its way is lost. */
  void cutNodes(int one, int other);

  /** Nothing passes between a node and the database any more. */
  void cutDatabase(int node, int port);

  /** Everything passes again. */
  void heal();
}
