package io.switchboard.actor;

import static io.switchboard.domain.account.configuration.Documents.shop;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.switchboard.actor.account.AccountEntity;
import io.switchboard.actor.runtime.Deadline;
import io.switchboard.domain.account.configuration.AccountCommand.ReplaceAccount;
import io.switchboard.domain.account.configuration.AccountOutcome;
import io.switchboard.domain.account.configuration.Precondition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AccountEntityTimeTest {
  private static final Deadline IN_TIME = Deadline.in(Duration.ofMinutes(5));

  private static ActorTestKit kit;
  private static ManualTime time;

  private final TestProbe<ClusterSharding.ShardCommand> shard =
      kit.createTestProbe(ClusterSharding.ShardCommand.class);

  @BeforeAll
  static void start() {
    kit = InMemory.testKitWithManualTime();
    time = ManualTime.get(kit.system());
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void anEntityWithoutAnAccountIsPassivated() {
    ActorRef<AccountEntity.Command> entity = entity();
    awaitRecovery(entity);

    time.timePasses(Duration.ofMinutes(1));

    shard.expectMessage(new ClusterSharding.Passivate<>(entity));
  }

  @Test
  void anEntityWithAnAccountStaysInMemory() {
    ActorRef<AccountEntity.Command> entity = entity();
    TestProbe<AccountOutcome> caller = kit.createTestProbe(AccountOutcome.class);
    entity.tell(
        new AccountEntity.Change(
            new ReplaceAccount(shop(), new Precondition.None()), caller.ref(), IN_TIME));
    caller.receiveMessage();

    time.expectNoMessageFor(Duration.ofDays(1), shard);
  }

  private ActorRef<AccountEntity.Command> entity() {
    String account = "account-" + UUID.randomUUID();
    return kit.spawn(
        AccountEntity.create(
            account, shard.ref(), kit.system().ignoreRef(), InstantSource.system()));
  }

  private void awaitRecovery(ActorRef<AccountEntity.Command> entity) {
    TestProbe<AccountEntity.Fetched> asker = kit.createTestProbe(AccountEntity.Fetched.class);
    entity.tell(new AccountEntity.Fetch(0, asker.ref()));
    asker.receiveMessage();
  }
}
