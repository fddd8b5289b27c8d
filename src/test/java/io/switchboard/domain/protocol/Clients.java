package io.switchboard.domain.protocol;

import io.switchboard.domain.RandomChoices;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.agent.AgentInspection;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.conversation.ConversationState.Assigned;
import io.switchboard.domain.protocol.ConversationMessage.Start;
import io.switchboard.domain.routing.Presence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** All clients: they send all possible requests, sensible or not, and repeat them. */
final class Clients extends RandomChoices<Random> {
  private static final long SECOND = 1_000_000_000L;
  private static final List<String> CONSUMERS = List.of("k0", "k1");

  /** A request that is repeated until its answer. */
  record Asked(ProtocolSimulator world, int number, Address to, Message message)
      implements Requester {
    @Override
    public void answer(Reply reply) {
      world.answered(this, reply);
    }
  }

  private final ProtocolSimulator world;
  private final int mostConversations;
  private final Map<Integer, Asked> open = new LinkedHashMap<>();
  private final List<Start> started = new ArrayList<>();
  private int asked;

  Clients(ProtocolSimulator world, Random random) {
    super(random);
    this.world = world;
    this.mostConversations = 2 + random.nextInt(6);
  }

  void ask(Address to, Message message) {
    Asked question = new Asked(world, ++asked, to, message);
    open.put(question.number(), question);
    send(question);
  }

  private void send(Asked question) {
    world.mail(new Letter(question.to(), question.message()), question);
  }

  /** The pending requests with this message. */
  List<Asked> waitingFor(Address to, Message message) {
    return open.values().stream()
        .filter(question -> question.to().equals(to) && question.message().equals(message))
        .toList();
  }

  void answered(Asked question, Reply reply) {
    boolean later = reply instanceof Reply.Refused no && no.reason() == Reply.Reason.BUSY;
    if (!later) {
      open.remove(question.number());
    }
  }

  /** Repeats all unanswered starts. */
  void insistOnBeginning() {
    for (Asked question : List.copyOf(open.values())) {
      if (question.message() instanceof Start) {
        send(question);
      }
    }
  }

  /** Most agents come online. */
  void open() {
    for (String agent : world.landscape().agents()) {
      if (chance(85)) {
        ask(Address.agent(agent), new AgentMessage.SetPresence(Presence.ONLINE, Optional.empty()));
      }
    }
  }

  /** Answers ringing offers and continues conversations, if there are any. */
  void act() {
    int what = random.nextInt(100);
    boolean went = (what < 35 && answerRing()) || (what >= 35 && what < 70 && goOn());
    if (!went) {
      switch (random.nextInt(12)) {
        case 0, 1, 2, 3 -> start();
        case 4, 5 -> repeat();
        case 6 -> present();
        case 7 -> leaveAndCome();
        case 8 -> revise();
        case 9 -> look();
        case 10 -> confuse();
        default -> closeNowAndThen();
      }
    }
  }

  private boolean goOn() {
    Optional<ConversationState> assigned = anyAssigned();
    assigned.ifPresent(
        state -> {
          switch (random.nextInt(7)) {
            case 0 -> write(state.conversation().id());
            case 1, 2 -> takeOver(state);
            default -> moveOn(state);
          }
        });
    return assigned.isPresent();
  }

  /** An agent goes offline and online again before any entity receives the report. */
  private void leaveAndCome() {
    Address agent = Address.agent(anyAgent());
    ask(agent, new AgentMessage.SetPresence(Presence.OFFLINE, Optional.empty()));
    ask(agent, new AgentMessage.SetPresence(Presence.ONLINE, Optional.empty()));
  }

  private void start() {
    if (started.size() >= mostConversations) {
      repeat();
      return;
    }
    String id = "c" + started.size();
    Optional<String> skill =
        chance(75) ? Optional.of(oneOf(world.landscape().skills())) : Optional.empty();
    Start start =
        new Start(
            new Inquiry(
                id,
                chance(75) ? Optional.of(oneOf(CONSUMERS)) : Optional.empty(),
                chance(3) ? Optional.of("-1") : skill,
                Optional.empty(),
                Map.of(),
                chance(20),
                false,
                false,
                0,
                0));
    started.add(start);
    ask(Address.conversation(id), start);
  }

  private void repeat() {
    if (!open.isEmpty()) {
      Asked question = oneOf(List.copyOf(open.values()));
      if (question.message() instanceof Start || chance(80)) {
        send(question);
      } else {
        open.remove(question.number());
      }
    } else if (!started.isEmpty()) {
      Start again = oneOf(started);
      ask(Address.conversation(again.inquiry().id()), chance(90) ? again : other(again));
    }
  }

  private static Start other(Start start) {
    return new Start(start.inquiry().afterReturn());
  }

  private boolean answerRing() {
    record Ringing(String agent, String conversation) {}
    List<Ringing> ringing = new ArrayList<>();
    for (var node : world.fleet().agents()) {
      AgentInspection.ringingOffers(node.machine())
          .forEach(ring -> ringing.add(new Ringing(node.address().id(), ring.conversation())));
    }
    if (!ringing.isEmpty()) {
      Ringing one = oneOf(ringing);
      ask(
          Address.agent(one.agent()),
          chance(75)
              ? new AgentMessage.Accept(one.conversation())
              : new AgentMessage.Decline(one.conversation()));
    }
    return !ringing.isEmpty();
  }

  private void present() {
    Presence presence = chance(70) ? Presence.ONLINE : oneOf(List.of(Presence.values()));
    Optional<Long> lease =
        chance(20) ? Optional.of((2 + random.nextInt(20)) * SECOND) : Optional.empty();
    ask(Address.agent(anyAgent()), new AgentMessage.SetPresence(presence, lease));
  }

  private void moveOn(ConversationState state) {
    String holder = state.lastAssignment().orElseThrow().agent();
    Optional<String> by = chance(70) ? Optional.of(holder) : Optional.empty();
    ask(
        Address.conversation(state.conversation().id()),
        switch (random.nextInt(3)) {
          case 0 -> new ConversationMessage.Return(holder);
          case 1 -> new ConversationMessage.TransferToSkill(by, anySkill());
          default -> new ConversationMessage.TransferToAgent(by, anyAgent());
        });
  }

  private void takeOver(ConversationState state) {
    ask(
        Address.conversation(state.conversation().id()),
        new ConversationMessage.TakeOver(anyAgent()));
  }

  private void closeNowAndThen() {
    anyStarted()
        .filter(id -> chance(50))
        .ifPresent(
            id ->
                ask(
                    Address.conversation(id),
                    new ConversationMessage.Close(oneOf(List.of(Party.values())))));
  }

  private void write(String conversation) {
    ask(
        Address.conversation(conversation),
        new ConversationMessage.NoteMessage(chance(50) ? Party.AGENT : Party.CONSUMER));
  }

  private void revise() {
    anyStarted()
        .ifPresent(
            id ->
                ask(
                    Address.conversation(id),
                    new ConversationMessage.Revise(
                        chance(60) ? Optional.of(chance(50)) : Optional.empty(),
                        chance(30) ? Optional.of(Map.of("tier", "vip")) : Optional.empty(),
                        chance(40) ? Optional.of(random.nextInt(30) * SECOND) : Optional.empty())));
  }

  private void look() {
    Address queue = Address.queue(anySkill());
    String conversation = anyStarted().orElse("c0");
    switch (random.nextInt(7)) {
      case 0 -> ask(queue, new QueueMessage.Describe(Optional.empty(), 3));
      case 1 -> ask(queue, new QueueMessage.DescribeConversation(conversation, 1));
      case 2 -> ask(queue, new QueueMessage.Explain(conversation));
      case 3 -> ask(queue, new QueueMessage.DescribeDistribution());
      case 4 -> ask(Address.conversation(conversation), new ConversationMessage.Describe());
      case 5 -> ask(Address.conversation(conversation), new ConversationMessage.DescribeHistory());
      default -> ask(Address.agent(anyAgent()), new AgentMessage.Describe());
    }
  }

  private void confuse() {
    String conversation = anyStarted().orElse("c0");
    switch (random.nextInt(4)) {
      case 0 -> write(conversation);
      case 1 -> ask(Address.agent(anyAgent()), new AgentMessage.Accept(conversation));
      case 2 -> ask(Address.agent(anyAgent()), new AgentMessage.Decline(conversation));
      default ->
          ask(
              Address.conversation(conversation),
              new ConversationMessage.TransferToSkill(Optional.of(anyAgent()), "nowhere"));
    }
  }

  private Optional<ConversationState> anyAssigned() {
    List<ConversationState> assigned =
        world.fleet().conversations().stream()
            .flatMap(node -> node.machine().state().stream())
            .filter(Assigned.class::isInstance)
            .toList();
    return assigned.isEmpty() ? Optional.empty() : Optional.of(oneOf(assigned));
  }

  private Optional<String> anyStarted() {
    return started.isEmpty() ? Optional.empty() : Optional.of(oneOf(started).inquiry().id());
  }

  private String anySkill() {
    return chance(10) ? "-1" : oneOf(world.landscape().skills());
  }

  private String anyAgent() {
    return oneOf(world.landscape().agents());
  }
}
