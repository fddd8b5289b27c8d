package io.switchboard.domain.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.Records;
import io.switchboard.domain.RandomChoices;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.protocol.Address;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.routing.Chat.Place;
import io.switchboard.simulation.LocalRouter;
import io.switchboard.simulation.SimulatedAccount;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Random calls to the machines of a random account, each applied to the naive centre first. After
 * each call both must agree on all places, and no rule may be violated.
 */
final class RandomDay extends RandomChoices<SplittableRandom> {
  private static final long SECOND = 1_000_000_000;

  private final NaiveCentre centre;
  private final Watch watch;
  private final LocalRouter router;
  private final Invariants invariants;
  private SimulatedAccount account;
  private int started;

  RandomDay(long seed) {
    super(new SplittableRandom(seed));
    account = SimulatedAccount.of(RandomAccount.policy(random));
    centre = new NaiveCentre(account.policy());
    watch = new Watch(centre);
    router = new LocalRouter(account.policy(), centre.now, watch);
    invariants = new Invariants(centre, watch, router);
  }

  Watch watch() {
    return watch;
  }

  /** Runs this number of calls, and due timers in between. */
  RandomDay run(int calls) {
    for (Desk desk : List.copyOf(centre.desks.values())) {
      if (random.nextInt(4) > 0) {
        present(desk, Presence.ONLINE);
      }
    }
    for (int call = 0; call < calls; call++) {
      advance(centre.now + oneOf(0L, 0L, 1L, 2L, 7L, 30L) * SECOND);
      anyCall();
    }
    return this;
  }

  /** Advances time; timers run when they are due, or after the next call at that time. */
  private void advance(long to) {
    OptionalLong timer = router.nextTimer();
    while (timer.isPresent() && (timer.getAsLong() < to || (timer.getAsLong() == to && coin()))) {
      centre.now = timer.getAsLong();
      tick();
      timer = router.nextTimer();
    }
    centre.now = to;
  }

  private void anyCall() {
    switch (random.nextInt(22)) {
      case 0, 1, 2, 3, 4, 5 -> start();
      case 6, 7, 8 -> any(Place.HELD).ifPresent(this::close);
      case 9 -> any(Place.WAITING).ifPresent(this::close);
      case 10 -> any(Place.HELD).ifPresent(this::returnToQueue);
      case 11 -> any(Place.HELD).ifPresent(this::transferToSkill);
      case 12 -> any(Place.HELD).ifPresent(this::transferToAgent);
      case 13 -> any(Place.HELD).ifPresent(this::takeOver);
      case 14 -> any(Place.HELD).ifPresent(this::consumerWrote);
      case 15, 16 -> any(Place.HELD).ifPresent(this::agentWrote);
      case 17 -> any(Place.WAITING).ifPresent(this::revise);
      case 18, 19, 20 -> present(anyDesk(), oneOf(Presence.ONLINE, oneOf(Presence.values())));
      default -> {
        if (coin()) {
          limit(anyDesk(), random.nextInt(4));
        } else {
          tick();
        }
      }
    }
  }

  private void call(Runnable call) {
    watch.begins(isTimerPending());
    call.run();
    invariants.check(isTimerPending());
  }

  private boolean isRefusalBecomingVoid() {
    return centre.waiting().anyMatch(chat -> !chat.refusers.isEmpty() && chat.dueAt == centre.now);
  }

  private boolean isTimerPending() {
    OptionalLong timer = router.nextTimer();
    return (centre.account.capacityMode() == CapacityMode.DYNAMIC || isRefusalBecomingVoid())
        && timer.isPresent()
        && timer.getAsLong() <= centre.now;
  }

  // --- conversations ---

  private void start() {
    Optional<String> consumer =
        coin() ? Optional.of("consumer-" + random.nextInt(6)) : Optional.empty();
    List<String> skills = List.copyOf(centre.account.skills().keySet());
    Inquiry inquiry =
        new Inquiry(
            "c" + started++,
            consumer,
            random.nextInt(3) > 0 ? Optional.of(oneOf(skills)) : Optional.empty(),
            Optional.empty(),
            attributes(),
            random.nextInt(4) == 0,
            false,
            false,
            0,
            0);
    Chat chat = new Chat();
    chat.inquiry =
        inquiry.withFirstTime(
            consumer.map(id -> centre.begun.merge(id, 1, Integer::sum) == 1).orElse(false));
    chat.startedAt = centre.now;
    chat.enteredAt = centre.now;
    chat.skill = centre.queueFor(centre.skillFor(chat.inquiry), false);
    chat.responseTimeSkill = chat.skill;
    chat.dueAt = centre.dueAt(chat);
    chat.previousAgents = centre.historyOf(inquiry);
    centre.chats.put(chat.id(), chat);
    call(() -> assertDone(ask(chat, new ConversationMessage.Start(inquiry))));
  }

  private Map<String, String> attributes() {
    return Map.of("tier", oneOf("vip", "basic"), "language", oneOf("es", "en"));
  }

  private void close(Chat chat) {
    Optional.ofNullable(chat.holder).map(centre.desks::get).ifPresent(watch::changes);
    centre.release(chat);
    centre.chats.remove(chat.id());
    ConversationMessage close = new ConversationMessage.Close(Party.AGENT);
    call(() -> assertDone(ask(chat, close)));
    assertThat(ask(chat, close)).isInstanceOf(Reply.Refused.class);
  }

  private void returnToQueue(Chat chat) {
    watch.saw("returned");
    String holder = chat.holder;
    goesBack(chat);
    call(() -> assertDone(ask(chat, new ConversationMessage.Return(holder))));
  }

  private void goesBack(Chat chat) {
    leaves(chat, chat.inquiry.afterReturn());
    boolean wasOpen = chat.opened && chat.onlyAgent == null;
    chat.opened = wasOpen || (chat.group.isPresent() && centre.opensNow(chat));
    chat.onlyAgent = null;
    chat.refusers.add(chat.holder);
    if (centre.willing(chat).findAny().isEmpty()) {
      chat.refusers = new HashSet<>(List.of(chat.holder));
    }
    centre.release(chat);
  }

  private void leaves(Chat chat, Inquiry inquiry) {
    watch.changes(centre.desks.get(chat.holder));
    chat.place = Place.MOVING;
    chat.inquiry = inquiry;
    chat.dueAt = centre.dueAt(chat);
  }

  private void transferToSkill(Chat chat) {
    Optional<String> holder = Optional.of(chat.holder);
    List<String> skills = List.copyOf(centre.account.skills().keySet());
    String wanted = oneOf(skills);
    SkillPolicy from = centre.skill(chat.skill);
    if (!from.id().equals(wanted)
        && from.transferTo().filter(to -> !to.contains(wanted)).isPresent()) {
      call(
          () ->
              assertThat(ask(chat, new ConversationMessage.TransferToSkill(holder, wanted)))
                  .isInstanceOf(Reply.Refused.class));
      return;
    }
    watch.saw("transferred to a skill");
    if (from.id().equals(wanted)) {
      goesBack(chat);
      call(() -> assertDone(ask(chat, new ConversationMessage.TransferToSkill(holder, wanted))));
      return;
    }
    chat.skill = centre.queueFor(wanted, true);
    chat.responseTimeSkill = chat.skill;
    chat.enteredAt = centre.now;
    leaves(chat, chat.inquiry.afterTransfer());
    chat.opened = false;
    chat.onlyAgent = null;
    chat.refusers = new HashSet<>(List.of(chat.holder));
    centre.release(chat);
    call(() -> assertDone(ask(chat, new ConversationMessage.TransferToSkill(holder, wanted))));
  }

  private void transferToAgent(Chat chat) {
    List<Desk> colleagues = List.copyOf(centre.serving(chat.skill));
    if (colleagues.isEmpty()) {
      return;
    }
    watch.saw("transferred to an agent");
    Optional<String> holder = Optional.of(chat.holder);
    Desk target = oneOf(colleagues);
    leaves(chat, chat.inquiry.afterTransfer());
    chat.onlyAgent = target.id();
    chat.onlySince = centre.now;
    chat.refusers.add(chat.holder);
    centre.release(chat);
    call(() -> assertDone(ask(chat, new ConversationMessage.TransferToAgent(holder, target.id()))));
  }

  private void takeOver(Chat chat) {
    Desk taker = anyDesk();
    String before = chat.holder;
    boolean possible =
        !taker.id().equals(chat.holder)
            && taker.presence != Presence.OFFLINE
            && !taker.agent.skills().isEmpty()
            && centre.hasRoom(taker, chat.skill);
    if (possible) {
      watch.saw("taken over");
      watch.changes(taker);
      watch.changes(centre.desks.get(before));
      centre.handOver(chat, taker);
    }
    boolean isHolder = taker.id().equals(before);
    call(
        () ->
            assertThat(ask(chat, new ConversationMessage.TakeOver(taker.id())))
                .matches(reply -> reply instanceof Reply.Refused != (possible || isHolder)));
  }

  private void revise(Chat chat) {
    Inquiry was = chat.inquiry;
    chat.inquiry = Records.with(was, "attributes", attributes(), "urgent", coin());
    chat.dueAt = centre.dueAt(chat);
    call(
        () ->
            assertDone(
                ask(
                    chat,
                    new ConversationMessage.Revise(
                        Optional.of(chat.inquiry.urgent()),
                        Optional.of(chat.inquiry.attributes()),
                        Optional.empty()))));
  }

  private void consumerWrote(Chat chat) {
    chat.consumerWroteLast = true;
    chat.consumerWroteAt = centre.now;
    chat.answeredLate = false;
    wrote(chat, Party.CONSUMER);
  }

  private void agentWrote(Chat chat) {
    if (!chat.consumerWroteLast) {
      wrote(chat, Party.AGENT);
      return;
    }
    long patience = centre.skill(chat.heldAs).weights().slowReplyAfter();
    chat.answeredLate = centre.now - chat.consumerWroteAt > patience;
    chat.consumerWroteLast = false;
    chat.agentWroteAt = centre.now;
    if (chat.answeredLate) {
      watch.saw("answered late");
    }
    wrote(chat, Party.AGENT);
  }

  private void wrote(Chat chat, Party party) {
    watch.changes(centre.desks.get(chat.holder));
    call(() -> assertDone(ask(chat, new ConversationMessage.NoteMessage(party))));
  }

  private Reply ask(Chat chat, ConversationMessage message) {
    return router.ask(Address.conversation(chat.id()), message, centre.now).orElseThrow();
  }

  private static void assertDone(Reply reply) {
    assertThat(reply).isNotInstanceOf(Reply.Refused.class);
  }

  // --- agents and time ---

  private void present(Desk desk, Presence presence) {
    if (desk.agent.enabledSince().isEmpty()) {
      return;
    }
    watch.changes(desk);
    desk.presence = presence;
    if (presence == Presence.ONLINE && desk.idleSince == Long.MIN_VALUE) {
      desk.idleSince = centre.now;
    }
    AgentMessage message = new AgentMessage.SetPresence(presence, Optional.empty());
    call(() -> assertDone(router.ask(Address.agent(desk.id()), message, centre.now).orElseThrow()));
  }

  private void limit(Desk desk, int maximum) {
    watch.changes(desk);
    desk.maximum = maximum;
    account = account.withMaximum(desk.id(), maximum);
    call(() -> router.configure(account.policy(), centre.now));
  }

  private void tick() {
    OptionalLong timer = router.nextTimer();
    if (timer.isPresent() && timer.getAsLong() <= centre.now) {
      call(router::tick);
    }
  }

  // --- random values ---

  private Optional<Chat> any(Place place) {
    List<Chat> chats = new ArrayList<>();
    centre.chats.values().stream().filter(chat -> chat.place == place).forEach(chats::add);
    return chats.isEmpty() ? Optional.empty() : Optional.of(oneOf(chats));
  }

  private Desk anyDesk() {
    return oneOf(List.copyOf(centre.desks.values()));
  }

  private boolean coin() {
    return random.nextBoolean();
  }
}
