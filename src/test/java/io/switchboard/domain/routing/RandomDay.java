package io.switchboard.domain.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.conversation.Inquiry;
import io.switchboard.domain.routing.NaiveCentre.Chat;
import io.switchboard.domain.routing.NaiveCentre.Desk;
import io.switchboard.domain.routing.NaiveCentre.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Random calls to a router of a random account, each told to the naive centre first. After every
 * call both must agree on where everything is, and no rule may be broken.
 */
final class RandomDay {
  private static final long SECOND = 1_000_000_000;

  private final SplittableRandom random;
  private final NaiveCentre centre;
  private final Watch watch;
  private final Router router;
  private final Invariants invariants;
  private int started;

  RandomDay(long seed) {
    random = new SplittableRandom(seed);
    AccountPolicy account = RandomAccount.policy(random);
    centre = new NaiveCentre(account);
    watch = new Watch(centre);
    router = new Router(account, watch);
    invariants = new Invariants(centre, watch, router);
  }

  Watch watch() {
    return watch;
  }

  /** So many calls, and what is due in between. */
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

  /**
   * Time passes; what is due by itself is done at its time, or after the next call at that time.
   */
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
    watch.isTimerPending = isTimerPending();
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
            random.nextInt(3) > 0
                ? Optional.of(skills.get(random.nextInt(skills.size())))
                : Optional.empty(),
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
    chat.promisedBy = chat.skill;
    chat.dueAt = centre.dueAt(chat);
    chat.previousAgents = centre.historyOf(inquiry);
    centre.chats.put(chat.id(), chat);
    call(() -> router.start(inquiry, centre.now));
  }

  private Map<String, String> attributes() {
    return Map.of("tier", oneOf("vip", "basic"), "language", oneOf("es", "en"));
  }

  private void close(Chat chat) {
    centre.release(chat);
    centre.chats.remove(chat.id());
    call(() -> assertThat(router.close(chat.id(), centre.now)).isTrue());
    assertThat(router.holderOf(chat.id())).isEmpty();
    assertThat(router.close(chat.id(), centre.now)).isFalse();
  }

  private void returnToQueue(Chat chat) {
    watch.saw("returned");
    goesBack(chat);
    call(() -> router.returnToQueue(chat.id(), centre.now));
  }

  private void goesBack(Chat chat) {
    leaves(chat, chat.inquiry.afterReturn());
    chat.opened = chat.opened || (chat.group.isPresent() && centre.opensNow(chat));
    chat.onlyAgent = null;
    chat.refusers.add(chat.holder);
    if (centre.willing(chat).findAny().isEmpty()) {
      chat.refusers = new HashSet<>(List.of(chat.holder));
    }
    chat.previousAgents = centre.historyOf(chat.inquiry);
    centre.release(chat);
  }

  private void leaves(Chat chat, Inquiry inquiry) {
    chat.place = Place.MOVING;
    chat.inquiry = inquiry;
    chat.dueAt = centre.dueAt(chat);
  }

  private void transferToSkill(Chat chat) {
    List<String> skills = List.copyOf(centre.account.skills().keySet());
    String wanted = skills.get(random.nextInt(skills.size()));
    SkillPolicy from = centre.skill(chat.skill);
    if (!from.id().equals(wanted)
        && from.transferTo().filter(to -> !to.contains(wanted)).isPresent()) {
      call(
          () ->
              assertThatThrownBy(() -> router.transferToSkill(chat.id(), wanted, centre.now))
                  .isInstanceOf(IllegalArgumentException.class));
      return;
    }
    watch.saw("transferred to a skill");
    if (from.id().equals(wanted)) {
      goesBack(chat);
      call(() -> router.transferToSkill(chat.id(), wanted, centre.now));
      return;
    }
    chat.skill = centre.queueFor(wanted, true);
    chat.promisedBy = chat.skill;
    chat.enteredAt = centre.now;
    leaves(chat, chat.inquiry.afterTransfer());
    chat.opened = false;
    chat.onlyAgent = null;
    chat.refusers = new HashSet<>(List.of(chat.holder));
    chat.previousAgents = centre.historyOf(chat.inquiry);
    centre.release(chat);
    call(() -> router.transferToSkill(chat.id(), wanted, centre.now));
  }

  private void transferToAgent(Chat chat) {
    List<Desk> colleagues = List.copyOf(centre.serving(chat.skill));
    if (colleagues.isEmpty()) {
      return;
    }
    watch.saw("transferred to an agent");
    Desk target = colleagues.get(random.nextInt(colleagues.size()));
    leaves(chat, chat.inquiry.afterTransfer());
    chat.onlyAgent = target.id();
    chat.opened = chat.opened || centre.cascades(chat.skill);
    chat.onlySince = centre.now;
    chat.refusers.add(chat.holder);
    chat.previousAgents = centre.historyOf(chat.inquiry);
    centre.release(chat);
    call(() -> router.transferToAgent(chat.id(), target.id(), centre.now));
  }

  private void takeOver(Chat chat) {
    Desk taker = anyDesk();
    boolean possible =
        !taker.id().equals(chat.holder)
            && taker.presence != Presence.OFFLINE
            && !taker.agent.skills().isEmpty()
            && centre.hasRoom(taker, chat.skill);
    if (possible) {
      watch.saw("taken over");
      centre.hold(chat, taker);
    }
    call(() -> assertThat(router.takeOver(chat.id(), taker.id(), centre.now)).isEqualTo(possible));
  }

  private void revise(Chat chat) {
    Inquiry was = chat.inquiry;
    chat.inquiry =
        new Inquiry(
            was.id(),
            was.consumer(),
            was.skill(),
            was.channel(),
            attributes(),
            coin(),
            was.firstTime(),
            was.returned(),
            was.transfers(),
            was.priorityCredit());
    chat.dueAt = centre.dueAt(chat);
    call(() -> router.revise(chat.inquiry, centre.now));
  }

  private void consumerWrote(Chat chat) {
    chat.consumerWroteLast = true;
    chat.consumerWroteAt = centre.now;
    chat.answeredLate = false;
    call(() -> router.consumerWrote(chat.id(), centre.now));
  }

  private void agentWrote(Chat chat) {
    if (!chat.consumerWroteLast) {
      call(() -> router.agentWrote(chat.id(), centre.now));
      return;
    }
    long patience = centre.skill(chat.heldAs).weights().slowReplyAfter();
    chat.answeredLate = centre.now - chat.consumerWroteAt > patience;
    chat.consumerWroteLast = false;
    chat.agentWroteAt = centre.now;
    if (chat.answeredLate) {
      watch.saw("answered late");
    }
    call(() -> router.agentWrote(chat.id(), centre.now));
  }

  // --- agents and time ---

  private void present(Desk desk, Presence presence) {
    desk.presence = presence;
    if (presence == Presence.ONLINE && desk.idleSince == Long.MIN_VALUE) {
      desk.idleSince = centre.now;
    }
    centre
        .waiting()
        .filter(chat -> chat.onlyAgent == null && chat.group.isPresent())
        .filter(chat -> centre.online(chat.skill, chat.group.get()).findAny().isEmpty())
        .forEach(chat -> chat.opened = centre.cascades(chat.skill));
    call(() -> router.present(desk.id(), presence, centre.now));
  }

  private void limit(Desk desk, int maximum) {
    desk.maximum = maximum;
    call(() -> router.limit(desk.id(), maximum, centre.now));
  }

  private void tick() {
    centre
        .waiting()
        .filter(chat -> chat.onlyAgent != null && centre.isTransferOver(chat))
        .forEach(
            chat -> {
              watch.saw("no longer for one agent only");
              chat.onlyAgent = null;
            });
    centre
        .waiting()
        .filter(chat -> chat.onlyAgent == null && chat.group.isPresent() && !chat.opened)
        .filter(centre::opensNow)
        .forEach(
            chat -> {
              watch.saw("opened");
              chat.opened = true;
            });
    call(() -> router.tick(centre.now));
  }

  // --- chance ---

  private Optional<Chat> any(Place place) {
    List<Chat> chats = new ArrayList<>();
    centre.chats.values().stream().filter(chat -> chat.place == place).forEach(chats::add);
    return chats.isEmpty()
        ? Optional.empty()
        : Optional.of(chats.get(random.nextInt(chats.size())));
  }

  private Desk anyDesk() {
    return List.copyOf(centre.desks.values()).get(random.nextInt(centre.desks.size()));
  }

  private boolean coin() {
    return random.nextBoolean();
  }

  @SafeVarargs
  private <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
