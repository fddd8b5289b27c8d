package io.switchboard.chaos;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.rings;
import static io.switchboard.domain.Centre.skill;

import io.switchboard.document.AccountDocument;
import io.switchboard.domain.Centre;
import io.switchboard.domain.Part;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountPolicy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Load of a whole contact centre over HTTP at several nodes: agents, consumers and a supervisor. It
 * can be checked after any faults.
 */
final class Traffic implements AutoCloseable {
  static final String ACCOUNT = "chaos";
  private static final List<String> SKILLS =
      List.of("sales", "care", Writer.LINE, Exhibits.SKILL, "-1");
  private static final int EXHIBITS = 30;
  private static final String KEEPER = "keeper";
  private static final int AGENTS = 24;
  private static final int MAXIMUM = 3;
  private static final int PRECONDITION_REQUIRED = 428;
  private static final long SETTLED_WITHIN = TimeUnit.SECONDS.toNanos(90);

  private final Work work = new Work();
  private final History<Call> calls;
  private final ClientCalls centre;
  private final Customers customers;
  private final Supervisor supervisor;
  private final List<Agent> agents;
  private final Survey survey;
  private final Probes probes;

  private Traffic(List<String> nodes, History<Call> calls, long seed) {
    this.calls = calls;
    this.centre = new ClientCalls(new Clients(nodes, ACCOUNT, calls));
    List<String> names = IntStream.range(0, AGENTS).mapToObj(i -> "a" + i).toList();
    this.agents =
        IntStream.range(0, AGENTS)
            .mapToObj(i -> new Agent(names.get(i), centre, work, seed * 1_000 + i, names))
            .toList();
    this.customers = new Customers(centre, work, seed);
    this.supervisor = new Supervisor(centre, customers, work, seed, names);
    this.survey =
        new Survey(
            centre,
            work.workers(),
            Stream.of(names, List.of(Writer.AGENT, KEEPER), Exhibits.CURATORS)
                .flatMap(List::stream)
                .toList(),
            SKILLS);
    this.probes = new Probes(centre, seed);
  }

  /**
   * Creates the account and starts the load.
   *
   * @param nodes the addresses of all nodes, such as {@code http://10.77.0.1:8080}
   * @param rate conversations a second
   */
  static Traffic begin(List<String> nodes, History<Call> calls, long seed, double rate) {
    Traffic traffic = new Traffic(nodes, calls, seed);
    String document = AccountDocument.write(account());
    Answer made = traffic.centre.configure("", "", document).orElseThrow();
    // An existing account needs its tag: an earlier attempt has created it without an answer.
    if (!made.isDone() && made.status() != PRECONDITION_REQUIRED) {
      throw new IllegalStateException("the account is not made: " + made);
    }
    traffic.agents.forEach(Agent::begin);
    traffic.customers.come(rate);
    traffic.supervisor.interfere();
    traffic.centre.start(Writer.CONVERSATION, Writer.LINE);
    traffic.probes.begin();
    return traffic;
  }

  static Account account() {
    Stream<Part> team =
        IntStream.range(0, AGENTS)
            .mapToObj(i -> agent("a" + i, "sales", "care").in(group(i)).max(MAXIMUM));
    Stream<Part> curators =
        Exhibits.CURATORS.stream().map(id -> agent(id, Exhibits.SKILL).max(EXHIBITS));
    Stream<Part> rest =
        Stream.of(
            rings("8S", 0),
            skill("care"),
            skill(Writer.LINE),
            skill(Exhibits.SKILL),
            skill(Writer.SKILL),
            agent(KEEPER, Writer.LINE),
            agent(Writer.AGENT).max(0),
            skill("sales")
                .maxWait("10S")
                .primary("in-house", 60)
                .primary("vendor", 40)
                .secondary("backup", 100));
    return Centre.document(
        Stream.of(rest, team, curators).flatMap(part -> part).toArray(Part[]::new));
  }

  private static String group(int agent) {
    return switch (agent % 6) {
      case 0, 1, 2 -> "in-house";
      case 3, 4 -> "vendor";
      default -> "backup";
    };
  }

  /** The clients that look for stale answers, to be notified of faults of nodes. */
  Probes probes() {
    return probes;
  }

  /** The time of each request until its answer. */
  List<Clients.Wait> waits() {
    return centre.clients().waits();
  }

  /**
   * The result of all checks, after the end of the faults. At first only pending work continues,
   * then all of it ends; both times the answers are compared with the shown state and the stored
   * events.
   *
   * @param journal reads all stored events
   */
  Judgement judge(Callable<Journal> journal) throws Exception {
    customers.stayAway();
    supervisor.rest();
    probes.rest();
    centre.close(Writer.CONVERSATION, "CONSUMER");
    long settling = Clients.now();
    agents.forEach(Agent::lookOnly);
    List<String> stranded = eventually(survey::idle);
    long settled = Clients.now() - settling;
    agents.forEach(Agent::leave);
    FinalState still = stillState();
    Set<Violation> violations = new LinkedHashSet<>(check(journal, still));
    stranded.forEach(one -> violations.add(new Violation("IDLE", "", one, List.of())));
    agents.forEach(Agent::finishEverything);
    eventually(this::open);
    agents.forEach(Agent::leave);
    FinalState end = stillState();
    violations.addAll(check(journal, end));
    open(end)
        .forEach(id -> violations.add(new Violation("STRANDED", id, "never ended", List.of())));
    if (work.hasFailed()) {
      throw new IllegalStateException("a client failed; see above");
    }
    return new Judgement(settled, List.copyOf(violations));
  }

  private List<String> conversations() {
    return Stream.of(customers.conversations(), List.of(Writer.CONVERSATION), probes.exhibited())
        .flatMap(List::stream)
        .toList();
  }

  private List<Violation> check(Callable<Journal> journal, FinalState state) throws Exception {
    // Answers first: a later answer may belong to a later event.
    List<Call> answered = calls.all();
    Rules rules = Rules.of(AccountPolicy.of(account()));
    return Checker.check(rules, answered, journal.call(), state);
  }

  /** The state once it does not change any more. */
  private FinalState stillState() {
    List<String> conversations = conversations();
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
    return open(survey.everything(conversations()));
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

  private static void pass(int seconds) {
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Override
  public void close() {
    centre.close();
    probes.close();
    work.end();
  }
}
