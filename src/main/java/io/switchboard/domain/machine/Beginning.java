package io.switchboard.domain.machine;

import io.switchboard.domain.conversation.Inquiry;
import io.switchboard.domain.machine.ConversationEvent.Started;
import io.switchboard.domain.protocol.Client;
import io.switchboard.domain.protocol.ConsumerMessage;
import io.switchboard.domain.protocol.ConversationMessage.Introduced;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Send;
import java.util.List;
import java.util.Optional;

/** How a conversation begins: its consumer is asked for, and only then it chooses its skill. */
final class Beginning extends Part<ConversationEvent> {
  private final String id;
  private final Visitors visitors;
  private Optional<Inquiry> requested = Optional.empty();

  Beginning(StateMachine<?, ConversationEvent> whole, String id, Visitors visitors) {
    super(whole);
    this.id = id;
    this.visitors = visitors;
  }

  /** Refuses a start with other content than that of the first; whether it did. */
  boolean refuseOther(Inquiry inquiry, Optional<ConversationState> begun, Client client) {
    Optional<Inquiry> known = begun.map(ConversationState::requested).or(() -> requested);
    boolean other = known.isPresent() && !known.get().equals(inquiry);
    if (other) {
      refuse(client, Reply.Reason.CONFLICT, "conversation " + id + " began with other content");
    }
    return other;
  }

  void start(Inquiry inquiry, Client client, long now) {
    if (requested.isEmpty()
        && inquiry.skill().filter(skill -> !policy().skills().containsKey(skill)).isPresent()) {
      refuse(client, Reply.Reason.INVALID, "skill: there is no skill " + inquiry.skill().get());
      return;
    }
    visitors.awaitBeginning(client);
    requested = Optional.of(inquiry);
    if (inquiry.consumer().isEmpty()) {
      begin(new Introduced(false, List.of()), now);
    }
  }

  /** Begins, if anybody who has asked for that still waits. */
  void begin(Introduced consumer, long now) {
    forgetIfTooLate();
    if (requested.isEmpty()) {
      return;
    }
    onBehalfOf(visitors.all());
    Inquiry known = requested.get().withFirstTime(consumer.firstTime());
    Entry entry = Entry.chosen(known, policy());
    emit(
        new Started(
            requested.get(),
            entry.skill(),
            entry.begun(known, consumer.previousAgents(), now),
            now,
            revision()));
    requested = Optional.empty();
  }

  /** Whoever has been told that there was no answer must not find it begun afterwards. */
  private void forgetIfTooLate() {
    if (requested.isPresent() && visitors.all().stream().noneMatch(Client::isWaiting)) {
      requested = Optional.empty();
      visitors.dismiss();
    }
  }

  List<Send> owed() {
    forgetIfTooLate();
    return requested
        .flatMap(Inquiry::consumer)
        .<List<Send>>map(
            consumer -> List.of(new Send.ToConsumer(consumer, new ConsumerMessage.Introduce(id))))
        .orElse(List.of());
  }
}
