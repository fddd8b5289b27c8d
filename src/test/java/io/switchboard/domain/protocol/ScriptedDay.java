package io.switchboard.domain.protocol;

import static io.switchboard.domain.Centre.responseTimes;
import static io.switchboard.domain.Centre.time;

import io.switchboard.domain.Centre;
import io.switchboard.domain.Part;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.protocol.NaiveFacts.Conversation;
import io.switchboard.domain.routing.Presence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A scripted day, checked after each step like a random one. */
final class ScriptedDay {
  private final NaiveOracle oracle = new NaiveOracle();
  private final FaultFreeRouter centre;

  ScriptedDay(Part... parts) {
    centre = new FaultFreeRouter(document(parts), oracle);
    oracle.watch(centre);
  }

  private static Account document(Part... parts) {
    Part times = responseTimes("60s", "60s", "10s");
    return Centre.document(Stream.concat(Stream.of(times), Stream.of(parts)).toArray(Part[]::new));
  }

  // --- steps ---

  ScriptedDay online(String... agents) {
    Stream.of(agents).forEach(agent -> present(agent, Presence.ONLINE));
    return this;
  }

  ScriptedDay present(String agent, Presence presence) {
    oracle.presenceAsked(agent);
    centre.ask(Address.agent(agent), new AgentMessage.SetPresence(presence, Optional.empty()));
    oracle.atRest();
    return this;
  }

  ScriptedDay start(String id, String skill) {
    oracle.book().begins(id, false, centre.now());
    return ask(id, new ConversationMessage.Start(Inquiry.forSkill(id, skill)));
  }

  ScriptedDay accept(String agent, String id) {
    centre.ask(Address.agent(agent), new AgentMessage.Accept(id));
    oracle.atRest();
    return this;
  }

  ScriptedDay decline(String agent, String id) {
    centre.ask(Address.agent(agent), new AgentMessage.Decline(id));
    oracle.atRest();
    return this;
  }

  ScriptedDay returnToQueue(String agent, String id) {
    return ask(id, new ConversationMessage.Return(agent));
  }

  ScriptedDay transferToAgent(String agent, String id, String to) {
    oracle.book().transferredToAgent(id, to);
    return ask(id, new ConversationMessage.TransferToAgent(Optional.of(agent), to));
  }

  ScriptedDay close(String id) {
    return ask(id, new ConversationMessage.Close(Party.AGENT));
  }

  private ScriptedDay ask(String id, ConversationMessage message) {
    centre.ask(Address.conversation(id), message);
    oracle.atRest();
    return this;
  }

  ScriptedDay pass(String duration) {
    centre.advance(centre.now() + time(duration).toNanos(), oracle::atRest);
    return this;
  }

  /** Replaces the document. */
  ScriptedDay configure(Part... parts) {
    centre.configure(document(parts), 0, false);
    oracle.atRest();
    return this;
  }

  // --- the state ---

  /**
   * The state of a conversation in words: {@code "WAITS in sales for g"}, {@code "RINGS at ann"}.
   */
  String of(String id) {
    Conversation one = oracle.facts().conversations().get(id);
    return switch (one.where()) {
      case WAITS ->
          "WAITS in " + one.skill() + one.group().map(group -> " for " + group).orElse("");
      case RINGS, ASSIGNED -> one.where() + " at " + one.agent().orElseThrow();
      case LEAVING, CLOSED -> one.where().toString();
    };
  }

  Presence presenceOf(String agent) {
    return oracle.facts().desk(agent).presence();
  }

  /** The ringing and assigned conversations of an agent. */
  List<String> inHandOf(String agent) {
    return oracle.facts().desk(agent).inHand().stream()
        .map(NaiveFacts.InHand::conversation)
        .toList();
  }
}
