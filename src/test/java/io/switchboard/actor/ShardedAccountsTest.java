package io.switchboard.actor;

import static io.switchboard.domain.account.configuration.Documents.agent;
import static io.switchboard.domain.account.configuration.Documents.shop;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import io.switchboard.actor.account.AccountUpdate;
import io.switchboard.actor.account.Accounts;
import io.switchboard.actor.account.ReplicatedAccounts;
import io.switchboard.domain.account.configuration.AccountCommand.PutAgent;
import io.switchboard.domain.account.configuration.AccountCommand.ReplaceAccount;
import io.switchboard.domain.account.configuration.AccountOutcome.Stored;
import io.switchboard.domain.account.configuration.Precondition;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sharded accounts as a node starts them, on a cluster of one node. */
class ShardedAccountsTest {
  private static final Precondition UNSAID = new Precondition.None();

  private static ActorTestKit kit;
  private static Accounts accounts;

  @BeforeAll
  static void start() {
    kit = InMemory.testKitInCluster();
    accounts = ReplicatedAccounts.start(kit.system(), InstantSource.system());
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void aChangeIsAnsweredAppliedAndSentToSubscribers() throws Exception {
    TestProbe<AccountUpdate> subscriber = kit.createTestProbe(AccountUpdate.class);
    accounts.subscribe("shop", subscriber.ref());

    assertThat(answer(accounts.change("shop", new ReplaceAccount(shop(), UNSAID))))
        .isEqualTo(new Stored(1, 1, true));
    assertThat(answer(accounts.change("shop", new PutAgent(agent("zoe", "vendor"), UNSAID))))
        .isEqualTo(new Stored(2, 2, true));

    assertThat(accounts.current("shop").orElseThrow().revision()).isEqualTo(2);
    assertThat(subscriber.receiveMessage().account().revision()).isEqualTo(1);
    assertThat(subscriber.receiveMessage().account().revision()).isEqualTo(2);
  }

  @Test
  void accountsAreSeparate() throws Exception {
    answer(accounts.change("one", new ReplaceAccount(shop(), UNSAID)));

    assertThat(answer(accounts.latest("one"))).isPresent();
    assertThat(answer(accounts.latest("other"))).isEmpty();
  }

  private static <T> T answer(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
