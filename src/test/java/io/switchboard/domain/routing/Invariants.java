package io.switchboard.domain.routing;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.conversation.ConversationMachine;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.conversation.ConversationState.Assigned;
import io.switchboard.domain.conversation.ConversationState.Assignment;
import io.switchboard.domain.queue.QueueState;
import io.switchboard.domain.routing.Chat.Place;
import io.switchboard.simulation.LocalRouter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Invariants after each call (routing rules, section 7), checked over all entities. */
final class Invariants {
  private final NaiveCentre centre;
  private final Watch watch;
  private final LocalRouter router;

  /** The parts of a conversation's position in a queue. */
  private record InLine(
      String id,
      long startedAt,
      long enteredAt,
      long dueAt,
      String responseTimeSkill,
      Optional<String> group,
      Access access,
      boolean assignedBefore) {}

  Invariants(NaiveCentre centre, Watch watch, LocalRouter router) {
    this.centre = centre;
    this.watch = watch;
    this.router = router;
  }

  void check(boolean isTimerPending) {
    centre.account.skills().keySet().forEach(this::assertLine);
    assertHands();
    watch.ended();
    centre.account.skills().keySet().forEach(this::assertLedger);
    centre.waiting().forEach(this::assertNotPastItsFallback);
    if (router.nextTimer().orElse(Long.MAX_VALUE) > centre.now) {
      centre.waiting().forEach(this::assertOpenIfDue);
    }
    if (!isTimerPending) {
      centre.waiting().forEach(this::assertNobodyCouldTake);
    }
  }

  /** I1 for waiting conversations: exactly those, in this order, with the right access. */
  private void assertLine(String skill) {
    List<WaitingConversation> waiting = waiting(skill);
    List<InLine> line = waiting.stream().map(Invariants::inLine).toList();
    List<InLine> expected = centre.waitingFor(skill).stream().map(Invariants::inLine).toList();
    if (!line.equals(expected)) {
      assertThat(line).as("line of %s", skill).isEqualTo(expected);
    }
  }

  /** The conversations of a queue in order, as the queue has them. */
  private List<WaitingConversation> waiting(String skill) {
    return router.queue(skill).orElseThrow().snapshot().entries().stream()
        .map(QueueState.QueueEntry::conversation)
        .sorted()
        .toList();
  }

  /** Sections 5 and 6: an overdue conversation has overflowed, once the timers have run. */
  private void assertOpenIfDue(Chat chat) {
    boolean isDue =
        chat.onlyAgent != null
            ? centre.isTransferOver(chat)
            : chat.group.isPresent() && !chat.opened && centre.opensNow(chat);
    if (isDue) {
      throw new AssertionError(chat.id() + " should be open to others by now");
    }
  }

  private static InLine inLine(WaitingConversation waiting) {
    return new InLine(
        waiting.id(),
        waiting.startedAt(),
        waiting.enteredAt(),
        waiting.dueAt(),
        waiting.responseTimeSkill(),
        waiting.group(),
        waiting.access(),
        waiting.assignedBefore());
  }

  private static InLine inLine(Chat chat) {
    Access access =
        chat.group.isEmpty() || chat.opened
            ? Access.ANYONE
            : new Access.OnlyGroup(chat.group.get());
    return new InLine(
        chat.id(),
        chat.startedAt,
        chat.enteredAt,
        chat.dueAt,
        chat.responseTimeSkill,
        chat.group,
        chat.onlyAgent == null ? access : new Access.OnlyAgent(chat.onlyAgent, chat.onlySince),
        chat.assignedBefore);
  }

  /** I1 and I2 for assigned conversations: each has exactly the right agent. */
  private void assertHands() {
    assertThat(centre.chats.values())
        .as("lost between two places")
        .noneMatch(chat -> chat.place == Place.MOVING);
    Set<String> inSomeHands = new HashSet<>();
    for (Desk desk : centre.desks.values()) {
      Set<String> hands =
          router.agent(desk.id()).orElseThrow().state().reservations().stream()
              .map(reservation -> reservation.conversation())
              .collect(toSet());
      assertThat(hands)
          .as("conversations of %s", desk.id())
          .isEqualTo(desk.hands.stream().map(Chat::id).collect(toSet()));
      inSomeHands.addAll(hands);
    }
    Map<String, Optional<String>> holders =
        centre.chats.values().stream()
            .collect(toMap(Chat::id, chat -> Optional.ofNullable(chat.holder)));
    holders.forEach(
        (id, holder) -> {
          if (!holderOf(id).equals(holder) || inSomeHands.contains(id) != holder.isPresent()) {
            assertThat(holderOf(id)).as("who has %s", id).isEqualTo(holder);
            throw new AssertionError(id + " is not in the hands of " + holder);
          }
        });
  }

  private Optional<String> holderOf(String conversation) {
    return router
        .conversation(conversation)
        .flatMap(ConversationMachine::state)
        .filter(Assigned.class::isInstance)
        .flatMap(ConversationState::lastAssignment)
        .map(Assignment::agent);
  }

  private void assertLedger(String skill) {
    router
        .queue(skill)
        .flatMap(queue -> queue.figures(centre.now).shares())
        .ifPresent(ledger -> watch.sharesOf(skill).assertSame(ledger));
  }

  /** Section 2: the fallback is decided again at each change of presence. */
  private void assertNotPastItsFallback(Chat chat) {
    if (!chat.assignedBefore && centre.fallbackOf(chat.skill).isPresent()) {
      throw new AssertionError(
          "%s should have gone to %s".formatted(chat.id(), centre.fallbackOf(chat.skill)));
    }
  }

  /** I6. */
  private void assertNobodyCouldTake(Chat chat) {
    for (Desk desk : centre.desks.values()) {
      if (centre.mayTake(desk, chat)) {
        throw new AssertionError("%s waits, and %s could take it".formatted(chat.id(), desk.id()));
      }
    }
  }
}
