package io.switchboard.domain.protocol;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountValidation;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.protocol.NaiveFacts.Conversation;
import io.switchboard.domain.protocol.NaiveFacts.Where;
import io.switchboard.domain.routing.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/**
 * One step of a random day. Its own seed chooses the subject among the present ones, so that other
 * steps keep their meaning when this one is omitted.
 */
record RandomStep(Kind kind, long seed) {
  private static final long SECOND = 1_000_000_000L;

  /** After this time a request refused by an older document has been repeated. */
  private static final long UNTIL_ALL_AGREE = 12 * SECOND;

  /** Kinds of steps; the number is their weight in the draw. */
  enum Kind {
    START(14),
    BURST(3),
    ACCEPT(12),
    DECLINE(8),
    RETURN(3),
    TRANSFER_TO_SKILL(3),
    TRANSFER_TO_AGENT(4),
    TAKE_OVER(2),
    CLOSE(7),
    ABANDON(1),
    WRITE(4),
    REVISE(2),
    PRESENT(9),
    LEASE(2),
    TIME(16),
    CONFIGURE(9);

    private final int tickets;

    Kind(int tickets) {
      this.tickets = tickets;
    }
  }

  /** A random step. */
  static RandomStep any(Random random) {
    List<Kind> draw = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (int i = 0; i < kind.tickets; i++) {
        draw.add(kind);
      }
    }
    return new RandomStep(draw.get(random.nextInt(draw.size())), random.nextLong());
  }

  /** Runs the step and describes it; empty if it was impossible. */
  Optional<String> run(FaultFreeRouter centre, NaiveOracle oracle) {
    return new Run(centre, oracle, new Random(seed)).step(kind);
  }

  private record Run(FaultFreeRouter centre, NaiveOracle oracle, Random random) {

    Optional<String> step(Kind kind) {
      return switch (kind) {
        case START -> Optional.of(start());
        case BURST -> Optional.of(start() + ", " + start() + ", " + start() + ", " + start());
        case ACCEPT -> rings().map(one -> toAgent(one, new AgentMessage.Accept(one.id())));
        case DECLINE -> rings().map(one -> toAgent(one, new AgentMessage.Decline(one.id())));
        case RETURN -> assigned().map(one -> ask(one, new ConversationMessage.Return(holder(one))));
        case TRANSFER_TO_SKILL ->
            assigned()
                .map(
                    one ->
                        ask(
                            one,
                            new ConversationMessage.TransferToSkill(
                                Optional.of(holder(one)), skill())));
        case TRANSFER_TO_AGENT -> transferToAgent();
        case TAKE_OVER ->
            assigned()
                .flatMap(one -> agent().map(to -> ask(one, new ConversationMessage.TakeOver(to))));
        case CLOSE -> assigned().map(one -> ask(one, new ConversationMessage.Close(Party.AGENT)));
        case ABANDON ->
            any(one -> one.waitsOrRings())
                .map(one -> ask(one, new ConversationMessage.Close(Party.CONSUMER)));
        case WRITE -> write();
        case REVISE -> revise();
        case PRESENT -> present(Optional.empty());
        case LEASE -> present(Optional.of((2 + random.nextInt(20)) * SECOND));
        case TIME -> time();
        case CONFIGURE -> configure();
      };
    }

    // --- conversations ---

    private String start() {
      String id = "c" + oracle.book().conversations();
      boolean urgent = random.nextInt(6) == 0;
      Inquiry inquiry =
          new Inquiry(
              id,
              random.nextBoolean() ? Optional.of("k" + random.nextInt(3)) : Optional.empty(),
              random.nextInt(5) > 0 ? Optional.of(skill()) : Optional.empty(),
              Optional.empty(),
              Map.of(),
              urgent,
              false,
              false,
              0,
              0);
      oracle.book().begins(id, urgent, centre.now());
      String told = ask(Address.conversation(id), new ConversationMessage.Start(inquiry));
      return "%s starts for %s%s%s"
          .formatted(id, inquiry.skill().orElse("no skill"), urgent ? ", urgent" : "", told);
    }

    private Optional<String> transferToAgent() {
      Optional<Conversation> one = assigned();
      Optional<String> to = agent();
      if (one.isEmpty() || to.isEmpty()) {
        return Optional.empty();
      }
      NaiveRules rules = new NaiveRules(oracle.facts());
      boolean possible =
          rules.agent(to.get()).filter(agent -> rules.serves(agent, one.get().skill())).isPresent();
      if (!possible) {
        return Optional.empty();
      }
      oracle.book().transferredToAgent(one.get().id(), to.get());
      return Optional.of(
          ask(
              one.get(),
              new ConversationMessage.TransferToAgent(Optional.of(holder(one.get())), to.get())));
    }

    private Optional<String> write() {
      return assigned()
          .map(
              one -> {
                Party party = random.nextBoolean() ? Party.AGENT : Party.CONSUMER;
                oracle.book().wrote(one.id(), party, centre.now());
                return ask(one, new ConversationMessage.NoteMessage(party));
              });
    }

    private Optional<String> revise() {
      return any(one -> one.where() != Where.CLOSED)
          .map(
              one ->
                  ask(
                      one,
                      new ConversationMessage.Revise(
                          Optional.of(random.nextBoolean()),
                          Optional.empty(),
                          Optional.of(random.nextInt(30) * SECOND))));
    }

    private String toAgent(Conversation one, AgentMessage message) {
      String agent = holder(one);
      return "%s: %s%s".formatted(agent, message, ask(Address.agent(agent), message));
    }

    private String ask(Conversation one, ConversationMessage message) {
      return "%s: %s%s".formatted(one.id(), message, ask(Address.conversation(one.id()), message));
    }

    private String ask(Address to, Message message) {
      Optional<Reply> reply = centre.ask(to, message);
      if (reply.isEmpty()) {
        throw new Broken("SILENCE: nobody answers %s to %s".formatted(message, to));
      }
      return reply.get() instanceof Reply.Refused no ? " (refused: " + no.detail() + ")" : "";
    }

    private static String holder(Conversation one) {
      return one.agent().orElseThrow();
    }

    private Optional<Conversation> rings() {
      return any(one -> one.where() == Where.RINGS);
    }

    private Optional<Conversation> assigned() {
      return any(one -> one.where() == Where.ASSIGNED);
    }

    private Optional<Conversation> any(Predicate<Conversation> test) {
      return oneOf(oracle.facts().conversations().values().stream().filter(test).toList());
    }

    private String skill() {
      List<String> skills = centre.account().skills().stream().map(Skill::id).toList();
      return random.nextInt(12) == 0 ? "-1" : oneOf(skills).orElse("-1");
    }

    private Optional<String> agent() {
      return oneOf(
          centre.account().agents().stream().filter(NaiveRules::isEnabled).map(Agent::id).toList());
    }

    private <T> Optional<T> oneOf(List<T> choices) {
      return choices.isEmpty()
          ? Optional.empty()
          : Optional.of(choices.get(random.nextInt(choices.size())));
    }

    // --- agents ---

    private Optional<String> present(Optional<Long> lease) {
      Presence presence =
          random.nextInt(10) < 6
              ? Presence.ONLINE
              : oneOf(List.of(Presence.values())).orElseThrow();
      return agent().map(agent -> present(agent, presence, lease));
    }

    private String present(String agent, Presence presence, Optional<Long> lease) {
      oracle.presenceAsked(agent);
      ask(Address.agent(agent), new AgentMessage.SetPresence(presence, lease));
      return "%s is %s%s"
          .formatted(agent, presence, lease.map(l -> " for " + l / SECOND + " s").orElse(""));
    }

    // --- time and the document ---

    private Optional<String> time() {
      long now = centre.now();
      long next = centre.nextTimer().orElse(now + SECOND);
      long to =
          switch (random.nextInt(4)) {
            case 0 -> next;
            case 1 -> now + SECOND;
            case 2 -> now + 1 + (long) (random.nextDouble() * (next - now));
            default -> now + random.nextInt(8) * SECOND;
          };
      centre.advance(to, oracle::atRest);
      return Optional.of("%.3f s pass".formatted((to - now) / 1e9));
    }

    private Optional<String> configure() {
      DocumentChange change = oneOf(List.of(DocumentChange.values())).orElseThrow();
      Account changed = change.apply(centre.account(), random);
      if (changed.equals(centre.account()) || !AccountValidation.violations(changed).isEmpty()) {
        return Optional.empty();
      }
      boolean gradually = random.nextInt(3) == 0;
      oracle.knowsGradually(gradually);
      centre.configure(changed, random.nextInt(100), gradually);
      if (gradually) {
        centre.advance(centre.now() + UNTIL_ALL_AGREE, () -> {});
      }
      return Optional.of(
          change
              + (gradually ? " gradually " : " ")
              + DocumentText.difference(oracle.facts().account(), changed));
    }
  }
}
