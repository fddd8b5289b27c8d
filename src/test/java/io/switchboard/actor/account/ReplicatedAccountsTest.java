package io.switchboard.actor.account;

import static io.switchboard.domain.account.configuration.Documents.agent;
import static io.switchboard.domain.account.configuration.Documents.shop;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.pubsub.Topic;
import io.switchboard.actor.InMemory;
import io.switchboard.actor.runtime.Deadline;
import io.switchboard.domain.account.configuration.AccountCommand;
import io.switchboard.domain.account.configuration.AccountCommand.PutAgent;
import io.switchboard.domain.account.configuration.AccountCommand.ReplaceAccount;
import io.switchboard.domain.account.configuration.AccountOutcome;
import io.switchboard.domain.account.configuration.AccountOutcome.Stored;
import io.switchboard.domain.account.configuration.Precondition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Replicas of two nodes with real entities and announcements, in one actor system. */
@Tag("slow")
class ReplicatedAccountsTest {
  private static final Deadline IN_TIME = Deadline.in(Duration.ofMinutes(5));

  private static final Precondition UNSAID = new Precondition.None();

  private static ActorTestKit kit;
  private static ActorRef<Topic.Command<AccountRevisionAnnouncement>> announcements;
  private static Map<String, ActorRef<AccountEntity.Command>> entities;
  private static Accounts accounts;

  private final String account = "account-" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    kit = InMemory.testKit();
    announcements = kit.spawn(Topic.create(AccountRevisionAnnouncement.class, "account-revisions"));
    entities = new ConcurrentHashMap<>();
    accounts = new ReplicatedAccounts(kit.system(), ReplicatedAccountsTest::entity, announcements);
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void anAnsweredChangeIsKnownToThisNode() throws Exception {
    assertThat(change(new ReplaceAccount(shop(), UNSAID))).isEqualTo(new Stored(1, 1, true));
    assertThat(accounts.current(account).orElseThrow().document()).isEqualTo(shop());

    assertThat(change(new PutAgent(agent("zoe", "vendor"), UNSAID)))
        .isEqualTo(new Stored(2, 2, true));
    assertThat(accounts.current(account).orElseThrow().policy().agents()).containsKey("zoe");
  }

  @Test
  void aStoredChangeSucceedsEvenWhenTheAccountCannotBeFetched() throws Exception {
    ActorTestKit otherNode = InMemory.testKit();
    TestProbe<AccountEntity.Command> silent = kit.createTestProbe(AccountEntity.Command.class);
    Accounts deaf = new ReplicatedAccounts(otherNode.system(), id -> silent.ref(), announcements);

    CompletionStage<AccountOutcome> changed =
        deaf.change(account, new ReplaceAccount(shop(), UNSAID));
    silent.expectMessageClass(AccountEntity.Change.class).replyTo().tell(new Stored(1, 1, true));

    assertThat(answer(changed)).isEqualTo(new Stored(1, 1, true));
    otherNode.shutdownTestKit();
  }

  @Test
  void anAccountThatDoesNotExistIsNotFound() throws Exception {
    assertThat(accounts.current(account)).isEmpty();
    assertThat(answer(accounts.find(account))).isEmpty();
  }

  @Test
  void anAccountUnknownToThisNodeIsFoundAndKept() throws Exception {
    TestProbe<AccountOutcome> elsewhere = kit.createTestProbe(AccountOutcome.class);
    entity(account)
        .tell(
            new AccountEntity.Change(new ReplaceAccount(shop(), UNSAID), elsewhere.ref(), IN_TIME));
    elsewhere.receiveMessage();

    assertThat(accounts.current(account)).isEmpty();
    assertThat(answer(accounts.find(account)).map(ConfiguredAccount::document)).contains(shop());
    assertThat(accounts.current(account)).isPresent();
  }

  @Test
  void subscribersOnOtherNodesReceiveChanges() throws Exception {
    change(new ReplaceAccount(shop(), UNSAID));
    TestProbe<AccountUpdate> subscriber = kit.createTestProbe(AccountUpdate.class);
    ActorRef<AccountReplica.Command> otherNode = otherNode(new ConcurrentHashMap<>());
    otherNode.tell(new AccountReplica.Subscribe(account, subscriber.ref()));
    assertThat(subscriber.receiveMessage().account().revision()).isEqualTo(1);

    change(new PutAgent(agent("zoe", "vendor"), UNSAID));

    assertThat(subscriber.receiveMessage().account().revision()).isEqualTo(2);
  }

  private ActorRef<AccountReplica.Command> otherNode(
      ConcurrentMap<String, ConfiguredAccount> known) {
    return kit.spawn(
        AccountReplica.create(
            ReplicatedAccountsTest::entity,
            subscriber -> announcements.tell(Topic.subscribe(subscriber)),
            known,
            Duration.ofSeconds(3)));
  }

  private static ActorRef<AccountEntity.Command> entity(String account) {
    return entities.computeIfAbsent(
        account,
        id ->
            kit.spawn(
                AccountEntity.create(
                    id, kit.system().ignoreRef(), announcements, InstantSource.system())));
  }

  private AccountOutcome change(AccountCommand command) throws Exception {
    return answer(accounts.change(account, command));
  }

  private static <T> T answer(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
