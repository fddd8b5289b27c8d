package io.switchboard.processes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A network namespace for each node, all on one bridge with clients and database. A cut drops
 * packets in both directions without notice, as a broken network does.
 */
public final class Namespaces implements Ground {
  private static final String NET = "10.77.0.";
  private static final String HOME = NET + "254";

  private final int nodes;

  private Namespaces(int nodes) {
    this.nodes = nodes;
  }

  /** Whether this process may create them, as it may in its own network namespace. */
  public static boolean arePermitted() {
    return "yes".equals(System.getenv("CHAOS_NAMESPACES"));
  }

  /** Creates this number, for this process and its children. */
  public static Namespaces lay(int nodes) {
    Shell.run("ip", "link", "set", "lo", "up");
    Shell.run("ip", "link", "add", "switchboard", "type", "bridge");
    Shell.run("ip", "addr", "add", HOME + "/24", "dev", "switchboard");
    Shell.run("ip", "link", "set", "switchboard", "up");
    IntStream.rangeClosed(1, nodes).forEach(Namespaces::layFor);
    return new Namespaces(nodes);
  }

  private static void layFor(int node) {
    String space = space(node);
    Shell.run("ip", "netns", "add", space);
    Shell.run(
        "ip", "link", "add", "v" + node, "type", "veth", "peer", "name", "e0", "netns", space);
    Shell.run("ip", "link", "set", "v" + node, "master", "switchboard", "up");
    Shell.run("ip", "-n", space, "addr", "add", NET + node + "/24", "dev", "e0");
    Shell.run("ip", "-n", space, "link", "set", "e0", "up");
    Shell.run("ip", "-n", space, "link", "set", "lo", "up");
  }

  private static String space(int node) {
    return "node" + node;
  }

  @Override
  public String address(int node) {
    return NET + node;
  }

  @Override
  public String databaseAddress() {
    return HOME;
  }

  @Override
  public int port(int node, int usual) {
    return usual;
  }

  @Override
  public List<String> at(int node, List<String> command) {
    List<String> there = new ArrayList<>(List.of("ip", "netns", "exec", space(node)));
    there.addAll(command);
    return there;
  }

  @Override
  public boolean canBeCut() {
    return true;
  }

  @Override
  public void cutNodes(int one, int other) {
    drop(one, "INPUT", "-s", address(other));
    drop(one, "OUTPUT", "-d", address(other));
  }

  @Override
  public void cutDatabase(int node, int port) {
    drop(node, "INPUT", "-p", "tcp", "-s", HOME, "--sport", "" + port);
    drop(node, "OUTPUT", "-p", "tcp", "-d", HOME, "--dport", "" + port);
  }

  private void drop(int node, String chain, String... which) {
    List<String> rule = new ArrayList<>(List.of("iptables", "-A", chain));
    rule.addAll(List.of(which));
    rule.addAll(List.of("-j", "DROP"));
    Shell.run(at(node, rule).toArray(String[]::new));
  }

  @Override
  public void heal() {
    for (int node = 1; node <= nodes; node++) {
      Shell.run(at(node, List.of("iptables", "-F")).toArray(String[]::new));
    }
  }
}
