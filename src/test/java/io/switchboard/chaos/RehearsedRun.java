package io.switchboard.chaos;

import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.Rehearsal;
import io.switchboard.domain.protocol.Rehearsal.Talk;
import io.switchboard.domain.protocol.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A schedule of the protocol simulator, in the form of a run for the checker. Each conversation has
 * a log of its own there.
 */
record RehearsedRun(Rules rules, List<Call> calls, Journal journal, FinalState end) {
  private static final int OK = 200;
  private static final int CONFLICT = 409;

  static RehearsedRun of(long seed) {
    Rehearsal rehearsal = new Rehearsal(seed);
    return new RehearsedRun(
        Rules.of(rehearsal.policy()),
        rehearsal.talks().stream().flatMap(talk -> call(talk).stream()).toList(),
        journal(rehearsal),
        end(rehearsal));
  }

  List<Violation> violations() {
    return Checker.check(rules, calls, journal, end);
  }

  private static Journal journal(Rehearsal rehearsal) {
    Journal journal = new Journal();
    long ordering = 0;
    for (Rehearsal.Fact fact : rehearsal.facts()) {
      Map<String, List<Stored>> logs =
          switch (fact.who()) {
            case CONVERSATION -> journal.conversations();
            case AGENT -> journal.agents();
            case QUEUE -> journal.queues();
          };
      List<Stored> log = logs.computeIfAbsent(fact.id(), any -> new ArrayList<>());
      String name = fact.who() + " " + fact.id();
      log.add(new Stored(++ordering, name, log.size() + 1L, fact.incarnation(), fact.event()));
    }
    for (Reply.Conversation one : rehearsal.conversations()) {
      journal.rows().put(one.inquiry().id(), ConversationRow.of(one));
    }
    return journal;
  }

  private static Optional<Call> call(Talk talk) {
    Message message = talk.message();
    if (message instanceof ConversationMessage.Start) {
      return call(talk, "START", Map.of());
    } else if (message instanceof AgentMessage.Accept accept) {
      return call(talk, "ACCEPT", accept.conversation(), Map.of("agent", talk.id()));
    } else if (message instanceof AgentMessage.Decline decline) {
      return call(talk, "DECLINE", decline.conversation(), Map.of("agent", talk.id()));
    } else if (message instanceof AgentMessage.SetPresence present) {
      return call(talk, "PRESENCE", Map.of("presence", present.presence().name()));
    } else if (message instanceof ConversationMessage.Return back) {
      return call(talk, "RETURN", Map.of("agent", back.agent()));
    } else if (message instanceof ConversationMessage.TransferToSkill to) {
      return call(talk, "TRANSFER_TO_SKILL", by(to.agent(), "skill", to.toSkill()));
    } else if (message instanceof ConversationMessage.TransferToAgent to) {
      return call(talk, "TRANSFER_TO_AGENT", by(to.agent(), "toAgent", to.toAgent()));
    } else if (message instanceof ConversationMessage.TakeOver takeOver) {
      return call(talk, "TAKEOVER", Map.of("agent", takeOver.agent()));
    } else if (message instanceof ConversationMessage.NoteMessage write) {
      return call(talk, "WRITE", Map.of("from", write.from().name()));
    } else if (message instanceof ConversationMessage.Close close) {
      return call(talk, "CLOSE", Map.of("by", close.by().name()));
    }
    return Optional.empty();
  }

  private static Map<String, String> by(Optional<String> agent, String member, String value) {
    Map<String, String> with = new HashMap<>(Map.of(member, value));
    agent.ifPresent(one -> with.put("agent", one));
    return with;
  }

  private static Optional<Call> call(Talk talk, String what, Map<String, String> with) {
    return call(talk, what, talk.id(), with);
  }

  private static Optional<Call> call(
      Talk talk, String what, String subject, Map<String, String> with) {
    return Optional.of(
        new Call(
            talk.question(),
            "client-" + talk.question(),
            what,
            subject,
            with,
            "node",
            talk.askedAt(),
            talk.answeredAt(),
            talk.reply() instanceof Reply.Refused ? CONFLICT : OK,
            Map.of()));
  }

  private static FinalState end(Rehearsal rehearsal) {
    Map<String, FinalState.Conversation> conversations = new HashMap<>();
    for (Reply.Conversation one : rehearsal.conversations()) {
      conversations.put(
          one.inquiry().id(),
          new FinalState.Conversation(one.state().name(), one.skill(), one.agent()));
    }
    Map<String, FinalState.Agent> agents = new HashMap<>();
    for (Reply.AgentStatus one : rehearsal.agents()) {
      agents.put(
          one.agent(),
          new FinalState.Agent(
              one.presence(),
              one.maxConversations(),
              one.assigned().stream().map(Reply.AssignedConversation::conversation).toList(),
              one.ringing().stream().map(Reply.RingingConversation::conversation).toList()));
    }
    Map<String, FinalState.Queue> queues = new HashMap<>();
    for (Reply.Queue one : rehearsal.queues()) {
      queues.put(
          one.skill(),
          new FinalState.Queue(
              one.entries().stream().map(Reply.QueuePlace::conversation).toList(),
              shares(rehearsal.distributions().get(one.skill()))));
    }
    return new FinalState(conversations, agents, queues);
  }

  private static Map<String, FinalState.Share> shares(Reply.Distribution distribution) {
    Map<String, FinalState.Share> shares = new HashMap<>();
    for (Ledger.GroupTotals entry : distribution.ledger().map(Ledger::groups).orElse(List.of())) {
      shares.put(entry.group(), new FinalState.Share(entry.allotted(), entry.worstDeviation()));
    }
    return shares;
  }
}
