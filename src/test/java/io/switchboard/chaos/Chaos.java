package io.switchboard.chaos;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.rings;
import static io.switchboard.domain.Centre.skill;

import io.switchboard.document.AccountDocument;
import io.switchboard.domain.Part;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Breaks a cluster at work, and judges whether it lost, doubled or misrouted anything. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Breaks a cluster at work, and judges what came of it.",
    description = {
      "",
      "Starts PostgreSQL and nodes as processes, has agents, customers and supervisors work over HTTP,"
          + " and lets things happen to nodes, network and database. Then everything must settle, and"
          + " what was answered is compared with what is stored.",
      ""
    },
    optionListHeading = "Options:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing was violated", "1:something was", "2:the command is wrong"})
public final class Chaos implements Callable<Integer> {
  private static final String ACCOUNT = "chaos";
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("MMdd-HHmmss");
  private static final List<String> SKILLS = List.of("sales", "care", "-1");
  private static final int AGENTS = 24;
  private static final int MAXIMUM = 3;
  private static final long SETTLED_WITHIN = TimeUnit.SECONDS.toNanos(90);

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "3",
      description = "Nodes. Without it: 3.")
  private int nodeCount;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "1.5",
      description = "How long things happen. Without it: 1.5.")
  private double minutes;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Decides what happens, and to whom. Without it: 1.")
  private long seed;

  @Option(
      names = "--faults",
      paramLabel = "KIND",
      split = ",",
      description =
          "kill, freeze, partition, database, restart. Without it: all that can be done here.")
  private Set<Faults.Kind> kinds = EnumSet.noneOf(Faults.Kind.class);

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "12",
      description = "Conversations a second. Without it: 12.")
  private double rate;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where everything is written. Without it: a new one in target/chaos.")
  private Path folder;

  private final List<Node> nodes = new ArrayList<>();
  private final Work work = new Work();
  private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor();
  private Ground ground;
  private Centre centre;
  private Customers customers;
  private Supervisor supervisor;
  private List<Agent> agents;
  private Survey survey;

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Chaos()).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    String name = "seed-" + seed + "-" + LocalDateTime.now(ZoneId.systemDefault()).format(STAMP);
    folder = (folder == null ? Path.of("target", "chaos", name) : folder).toAbsolutePath();
    Files.createDirectories(folder);
    ground = Namespaces.arePermitted() ? Namespaces.lay(nodeCount) : new Loopback();
    if (kinds.isEmpty()) {
      kinds = EnumSet.allOf(Faults.Kind.class);
      if (!ground.canBeCut()) {
        kinds.remove(Faults.Kind.PARTITION);
        say("No network namespaces here, so no partitions.");
      }
    } else if (kinds.contains(Faults.Kind.PARTITION) && !ground.canBeCut()) {
      System.err.println(
          "--faults partition needs network namespaces, which are not permitted here.");
      return CommandLine.ExitCode.USAGE;
    }
    DatabaseServer database = DatabaseServer.create(folder);
    try (History<Call> calls = new History<>(folder.resolve("calls.jsonl"));
        History<Fault> faults = new History<>(folder.resolve("faults.jsonl"))) {
      Faults happening = startNodes(database, faults);
      open(calls);
      happening.happen(kinds, Clients.now() + (long) (minutes * TimeUnit.MINUTES.toNanos(1)));
      Verdict verdict = judge(calls, faults);
      verdict.print(System.out, folder);
      return verdict.isInnocent() ? CommandLine.ExitCode.OK : 1;
    } finally {
      work.end();
      keeper.shutdownNow();
      for (Node node : nodes) {
        node.kill();
      }
      database.stopAtOnce();
    }
  }

  private Faults startNodes(DatabaseServer database, History<Fault> faults) throws Exception {
    for (int number = 1; number <= nodeCount; number++) {
      nodes.add(new Node(number, nodeCount, ground, folder));
    }
    Faults happening = new Faults(seed, nodes, ground, database, faults);
    for (Node node : nodes) {
      node.start();
    }
    Future<?> unused = keeper.scheduleWithFixedDelay(() -> keep(happening), 1, 1, TimeUnit.SECONDS);
    awaitAllReady();
    return happening;
  }

  private static void keep(Faults happening) {
    try {
      happening.restartStopped();
    } catch (Exception e) {
      System.err.println("A node that had stopped cannot be started again: " + e);
    }
  }

  private void open(History<Call> calls) {
    Clients clients = new Clients(nodes.stream().map(Node::url).toList(), ACCOUNT, calls);
    centre = new Centre(clients);
    if (!centre.configure("", "", AccountDocument.write(account())).orElseThrow().isDone()) {
      throw new IllegalStateException("the account was refused");
    }
    List<String> names = IntStream.range(0, AGENTS).mapToObj(i -> "a" + i).toList();
    agents =
        IntStream.range(0, AGENTS)
            .mapToObj(i -> new Agent(names.get(i), centre, work, seed * 1_000 + i, names))
            .toList();
    customers = new Customers(centre, work, seed);
    supervisor = new Supervisor(centre, customers, work, seed, names);
    survey = new Survey(centre, work.workers(), names, SKILLS);
    agents.forEach(Agent::begin);
    customers.come(rate);
    supervisor.interfere();
  }

  static Account account() {
    Stream<Part> team =
        IntStream.range(0, AGENTS)
            .mapToObj(i -> agent("a" + i, "sales", "care").in(group(i)).max(MAXIMUM));
    Stream<Part> rest =
        Stream.of(
            rings("8S", 0),
            skill("care"),
            skill("sales")
                .maxWait("10S")
                .primary("in-house", 60)
                .primary("vendor", 40)
                .secondary("backup", 100));
    return io.switchboard.domain.Centre.document(Stream.concat(rest, team).toArray(Part[]::new));
  }

  private static String group(int agent) {
    return switch (agent % 6) {
      case 0, 1, 2 -> "in-house";
      case 3, 4 -> "vendor";
      default -> "backup";
    };
  }

  // --- judging ---

  private Verdict judge(History<Call> calls, History<Fault> faults) throws Exception {
    ground.heal();
    awaitAllReady();
    customers.stayAway();
    supervisor.rest();
    long settling = Clients.now();
    agents.forEach(Agent::lookOnly);
    List<String> stranded = eventually(() -> survey.idle());
    long settled = Clients.now() - settling;
    agents.forEach(Agent::leave);
    FinalState still = stillState();
    List<Violation> violations = new ArrayList<>(check(calls, still));
    stranded.forEach(one -> violations.add(new Violation("IDLE", "", one, List.of())));
    agents.forEach(Agent::finishEverything);
    eventually(this::open);
    agents.forEach(Agent::leave);
    FinalState end = stillState();
    violations.addAll(check(calls, end));
    open(end)
        .forEach(id -> violations.add(new Violation("STRANDED", id, "never ended", List.of())));
    if (work.hasFailed()) {
      throw new IllegalStateException("a client failed; see above");
    }
    return new Verdict(
        seed, calls.all(), faults.all(), centre.clients().waits(), settled, violations);
  }

  private List<Violation> check(History<Call> calls, FinalState state) throws Exception {
    return Checker.check(
        Rules.of(AccountPolicy.of(account())),
        calls.all(),
        Journal.read(DatabaseServer.url(ground.databaseAddress()), "switchboard", "", ACCOUNT),
        state);
  }

  /** How everything is once nothing changes any more. */
  private FinalState stillState() {
    List<String> conversations = customers.conversations();
    FinalState before = survey.everything(conversations);
    long end = Clients.now() + SETTLED_WITHIN;
    while (Clients.now() < end) {
      pass(2);
      FinalState after = survey.everything(conversations);
      if (after.equals(before)) {
        return after;
      }
      before = after;
    }
    return before;
  }

  private List<String> open() {
    agents.forEach(Agent::finishEverything);
    return open(survey.everything(customers.conversations()));
  }

  private static List<String> open(FinalState state) {
    return state.conversations().entrySet().stream()
        .filter(one -> !one.getValue().state().equals("CLOSED"))
        .map(one -> one.getKey() + " " + one.getValue())
        .toList();
  }

  private static List<String> eventually(Callable<List<String>> objections) throws Exception {
    long end = Clients.now() + SETTLED_WITHIN;
    List<String> found = objections.call();
    while (!found.isEmpty() && Clients.now() < end) {
      pass(1);
      found = objections.call();
    }
    return found;
  }

  private void awaitAllReady() throws Exception {
    await(
        () -> {
          try {
            for (Node node : nodes) {
              if (!node.isReady()) {
                return false;
              }
            }
            return true;
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static void await(BooleanSupplier condition) {
    long end = Clients.now() + TimeUnit.MINUTES.toNanos(2);
    while (!condition.getAsBoolean()) {
      if (Clients.now() > end) {
        throw new IllegalStateException("the nodes do not become ready; see their logs");
      }
      pass(1);
    }
  }

  private static void pass(int seconds) {
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
  }

  private static void say(String what) {
    System.err.println(what);
  }
}
