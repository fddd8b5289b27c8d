package io.switchboard.actor.account;

import static io.switchboard.domain.account.configuration.Documents.shop;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import io.switchboard.actor.InMemory;
import io.switchboard.domain.account.configuration.Configuration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AccountReplicaTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private static ActorTestKit kit;
  private static ManualTime time;

  private final String account = "account-" + UUID.randomUUID();
  private final ConcurrentMap<String, ConfiguredAccount> known = new ConcurrentHashMap<>();
  private final TestProbe<AccountEntity.Command> entity =
      kit.createTestProbe(AccountEntity.Command.class);
  private final TestProbe<ActorRef<AccountRevisionAnnouncement>> topic = kit.createTestProbe();
  private final TestProbe<AccountUpdate> subscriber = kit.createTestProbe(AccountUpdate.class);
  private final ActorRef<AccountReplica.Command> replica =
      kit.spawn(AccountReplica.create(id -> entity.ref(), topic.ref()::tell, known, TIMEOUT));
  private final ActorRef<AccountRevisionAnnouncement> announcements = topic.receiveMessage();

  @BeforeAll
  static void start() {
    kit = InMemory.testKitWithManualTime();
    time = ManualTime.get(kit.system());
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @AfterEach
  void stopReplica() {
    kit.stop(replica);
  }

  @Test
  void anEarlySubscriberReceivesTheAccountWhenItArrives() {
    subscribe();

    entityAnswers(0, 4);

    assertThat(told()).isEqualTo(4);
    assertThat(known.get(account).revision()).isEqualTo(4);
  }

  @Test
  void aLaterSubscriberReceivesTheAccountAtOnce() {
    givenKnown(4);
    TestProbe<AccountUpdate> late = kit.createTestProbe(AccountUpdate.class);

    replica.tell(new AccountReplica.Subscribe(account, late.ref()));

    assertThat(late.receiveMessage().account().revision()).isEqualTo(4);
    entity.expectNoMessage();
  }

  @Test
  void anAnnouncedNewerRevisionIsFetchedAndPublished() {
    givenKnown(4);

    announcements.tell(new AccountRevisionAnnouncement(account, 5));
    entityAnswers(4, 5);

    assertThat(told()).isEqualTo(5);
  }

  @Test
  void anAnnouncementOfAKnownRevisionCausesNoFetch() {
    givenKnown(4);

    announcements.tell(new AccountRevisionAnnouncement(account, 4));
    announcements.tell(new AccountRevisionAnnouncement(account, 3));

    entity.expectNoMessage();
  }

  @Test
  void anAccountWithoutSubscribersIsNotFetched() {
    announcements.tell(new AccountRevisionAnnouncement(account, 1));

    entity.expectNoMessage();
  }

  @Test
  void noOlderRevisionIsPublishedAfterANewerOne() {
    givenKnown(4);

    announcements.tell(new AccountRevisionAnnouncement(account, 5));
    entityAnswers(4, 3);

    subscriber.expectNoMessage();
    assertThat(known.get(account).revision()).isEqualTo(4);
  }

  @Test
  void announcementsDuringAFetchCauseOneFurtherFetch() {
    givenKnown(4);
    announcements.tell(new AccountRevisionAnnouncement(account, 5));
    AccountEntity.Fetch underWay = fetch();

    announcements.tell(new AccountRevisionAnnouncement(account, 6));
    announcements.tell(new AccountRevisionAnnouncement(account, 7));
    underWay.replyTo().tell(answer(5));
    entityAnswers(5, 7);

    assertThat(Stream.of(told(), told())).containsExactly(5L, 7L);
    entity.expectNoMessage();
  }

  @Test
  void aRequestDuringAFetchIsAnsweredByALaterFetch() {
    TestProbe<StatusReply<Optional<ConfiguredAccount>>> first = refresh();
    AccountEntity.Fetch underWay = fetch();
    TestProbe<StatusReply<Optional<ConfiguredAccount>>> second = refresh();

    underWay.replyTo().tell(answer(1));
    entityAnswers(1, 2);

    assertThat(first.receiveMessage().getValue().orElseThrow().revision()).isEqualTo(1);
    assertThat(second.receiveMessage().getValue().orElseThrow().revision()).isEqualTo(2);
  }

  @Test
  void aMissingAccountIsEmptyAndNotRetained() {
    TestProbe<StatusReply<Optional<ConfiguredAccount>>> asker = refresh();

    fetch().replyTo().tell(new AccountEntity.Fetched(Optional.empty()));

    assertThat(asker.receiveMessage().getValue()).isEmpty();
    time.expectNoMessageFor(AccountReplica.COMPARED_EVERY, entity);
  }

  @Test
  void aPeriodicComparisonReplacesALostAnnouncement() {
    givenKnown(4);

    time.timePasses(AccountReplica.COMPARED_EVERY);
    entityAnswers(4, 6);

    assertThat(told()).isEqualTo(6);
  }

  @Test
  void aRequestFailsWhenTheEntityDoesNotAnswer() {
    TestProbe<StatusReply<Optional<ConfiguredAccount>>> asker = refresh();
    fetch();

    time.timePasses(TIMEOUT);

    assertThat(asker.receiveMessage().isError()).isTrue();
  }

  @Test
  void aFetchForSubscribersIsRepeatedWhenTheEntityDoesNotAnswer() {
    TestProbe<StatusReply<Optional<ConfiguredAccount>>> asker = refresh();
    fetch();
    subscribe();
    time.timePasses(TIMEOUT);
    asker.receiveMessage();

    entityAnswers(0, 1);

    assertThat(told()).isEqualTo(1);
  }

  @Test
  void aStoppedSubscriberIsRemoved() {
    subscribe();
    fetch().replyTo().tell(new AccountEntity.Fetched(Optional.empty()));
    TestProbe<Object> watcher = kit.createTestProbe();

    subscriber.stop();

    watcher.expectTerminated(subscriber.ref());
    watcher.awaitAssert(
        () -> {
          time.expectNoMessageFor(AccountReplica.COMPARED_EVERY, entity);
          return null;
        });
  }

  private void givenKnown(long revision) {
    subscribe();
    entityAnswers(0, revision);
    assertThat(told()).isEqualTo(revision);
  }

  private void subscribe() {
    replica.tell(new AccountReplica.Subscribe(account, subscriber.ref()));
  }

  private TestProbe<StatusReply<Optional<ConfiguredAccount>>> refresh() {
    TestProbe<StatusReply<Optional<ConfiguredAccount>>> asker = kit.createTestProbe();
    replica.tell(new AccountReplica.Refresh(account, asker.ref()));
    return asker;
  }

  private AccountEntity.Fetch fetch() {
    return entity.expectMessageClass(AccountEntity.Fetch.class);
  }

  private void entityAnswers(long known, long revision) {
    AccountEntity.Fetch fetch = fetch();
    assertThat(fetch.known()).isEqualTo(known);
    fetch.replyTo().tell(answer(revision));
  }

  private long told() {
    return subscriber.receiveMessage().account().revision();
  }

  private static AccountEntity.Fetched answer(long revision) {
    List<Long> ofPieces = List.of(1L, 1L);
    return new AccountEntity.Fetched(
        Optional.of(new Configuration(revision, shop(), ofPieces, ofPieces, ofPieces, ofPieces)));
  }
}
