package io.switchboard.actor.account;

import static io.switchboard.domain.account.configuration.Documents.agent;
import static io.switchboard.domain.account.configuration.Documents.shop;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.pubsub.Topic;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import io.switchboard.actor.InMemory;
import io.switchboard.actor.runtime.Deadline;
import io.switchboard.domain.account.configuration.AccountCommand;
import io.switchboard.domain.account.configuration.AccountCommand.PutAgent;
import io.switchboard.domain.account.configuration.AccountCommand.ReplaceAccount;
import io.switchboard.domain.account.configuration.AccountEvent.AccountReplaced;
import io.switchboard.domain.account.configuration.AccountOutcome;
import io.switchboard.domain.account.configuration.AccountOutcome.PreconditionFailed;
import io.switchboard.domain.account.configuration.AccountOutcome.Stored;
import io.switchboard.domain.account.configuration.Configuration;
import io.switchboard.domain.account.configuration.Precondition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class AccountEntityTest {
  private static final Deadline IN_TIME = Deadline.in(Duration.ofMinutes(5));

  private static final Precondition UNSAID = new Precondition.None();

  private static ActorTestKit kit;
  private static PersistenceTestKit journal;

  private final String account = "account-" + UUID.randomUUID();
  private final TestProbe<ClusterSharding.ShardCommand> shard =
      kit.createTestProbe(ClusterSharding.ShardCommand.class);
  private final TestProbe<Topic.Command<AccountRevisionAnnouncement>> announcements =
      kit.createTestProbe();
  private final TestProbe<AccountOutcome> caller = kit.createTestProbe(AccountOutcome.class);

  @BeforeAll
  static void start() {
    kit = InMemory.testKit();
    journal = PersistenceTestKit.create(kit.system());
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void aChangeAfterItsDeadlineIsNotMade() {
    ActorRef<AccountEntity.Command> entity = created();

    entity.tell(
        new AccountEntity.Change(
            new PutAgent(agent("zoe", "vendor"), UNSAID),
            caller.ref(),
            Deadline.in(Duration.ofNanos(-1))));

    assertThat(fetch(entity, 0).orElseThrow().document()).isEqualTo(shop());
    caller.expectNoMessage();
  }

  @Test
  void aCreatedAccountIsStored() {
    ActorRef<AccountEntity.Command> entity = entity();

    assertThat(ask(entity, new ReplaceAccount(shop(), UNSAID))).isEqualTo(new Stored(1, 1, true));
    assertThat(journal.expectNextPersistedClass("Account|" + account, AccountReplaced.class))
        .isEqualTo(new AccountReplaced(shop(), 1, 1_500_000_000L));
  }

  @Test
  void anAccountIsReplacedGivenItsRevision() {
    ActorRef<AccountEntity.Command> entity = created();

    assertThat(ask(entity, new ReplaceAccount(Configuration.NONE.document(), revision(1))))
        .isEqualTo(new Stored(2, 2, false));
    assertThat(fetch(entity, 1).orElseThrow().document()).isEqualTo(Configuration.NONE.document());
  }

  @Test
  void aRefusedChangeIsNotWritten() {
    ActorRef<AccountEntity.Command> entity = created();

    assertThat(ask(entity, new ReplaceAccount(Configuration.NONE.document(), revision(7))))
        .isEqualTo(new PreconditionFailed(Optional.of(1L)));
    journal.expectNothingPersisted("Account|" + account);
  }

  @Test
  void theAccountIsSentOnlyForAnotherKnownRevision() {
    ActorRef<AccountEntity.Command> entity = created();

    assertThat(fetch(entity, 1)).isEmpty();
    assertThat(fetch(entity, 0).orElseThrow().document()).isEqualTo(shop());
  }

  @Test
  void anAccountThatDoesNotExistHasRevisionZero() {
    assertThat(fetch(entity(), 0)).isEmpty();
  }

  @Test
  void eachChangeIsAnnounced() {
    ActorRef<AccountEntity.Command> entity = created();

    ask(entity, new PutAgent(agent("zoe", "vendor"), UNSAID));

    announcements.expectMessage(Topic.publish(new AccountRevisionAnnouncement(account, 2)));
  }

  @Test
  void aRestartedAccountIsUnchangedAndAnnouncesItsRevision() {
    ActorRef<AccountEntity.Command> entity = created();
    ask(entity, new PutAgent(agent("zoe", "vendor"), UNSAID));
    Configuration before = fetch(entity, 0).orElseThrow();
    announcements.receiveMessage();
    kit.stop(entity);

    assertThat(fetch(entity(), 0)).contains(before);
    announcements.expectMessage(Topic.publish(new AccountRevisionAnnouncement(account, 2)));
  }

  @Test
  void aFailedWriteIsNotAnsweredAndLeavesTheAccountUnchanged() {
    ActorRef<AccountEntity.Command> entity = created();
    journal.failNextPersisted("Account|" + account);

    entity.tell(
        new AccountEntity.Change(
            new PutAgent(agent("zoe", "vendor"), UNSAID), caller.ref(), IN_TIME));

    assertThat(fetch(entity, 0).orElseThrow().document()).isEqualTo(shop());
    caller.expectNoMessage();
    assertThat(ask(entity, new PutAgent(agent("zoe", "vendor"), UNSAID)))
        .isEqualTo(new Stored(2, 2, true));
  }

  private ActorRef<AccountEntity.Command> entity() {
    InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(1_500));
    return kit.spawn(AccountEntity.create(account, shard.ref(), announcements.ref(), clock));
  }

  private ActorRef<AccountEntity.Command> created() {
    ActorRef<AccountEntity.Command> entity = entity();
    ask(entity, new ReplaceAccount(shop(), UNSAID));
    journal.expectNextPersistedClass("Account|" + account, AccountReplaced.class);
    announcements.expectMessage(Topic.publish(new AccountRevisionAnnouncement(account, 1)));
    return entity;
  }

  private AccountOutcome ask(ActorRef<AccountEntity.Command> entity, AccountCommand command) {
    entity.tell(new AccountEntity.Change(command, caller.ref(), IN_TIME));
    return caller.receiveMessage();
  }

  private Optional<Configuration> fetch(ActorRef<AccountEntity.Command> entity, long known) {
    TestProbe<AccountEntity.Fetched> asker = kit.createTestProbe(AccountEntity.Fetched.class);
    entity.tell(new AccountEntity.Fetch(known, asker.ref()));
    return asker.receiveMessage().other();
  }

  private static Precondition revision(long revision) {
    return Precondition.revision(revision);
  }
}
