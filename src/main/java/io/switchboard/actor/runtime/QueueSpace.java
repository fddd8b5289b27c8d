package io.switchboard.actor.runtime;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import com.typesafe.config.Config;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The queue space of this node: the number of places in its queues, and how many are taken ({@link
 * io.switchboard.domain.account.Inquiry#places}). The limits apply to new conversations only: a
 * conversation that was once admitted can always be returned or transferred. Any thread may call;
 * the counts do not include writes under way.
 */
public final class QueueSpace implements Extension {
  private static final Id ID = new Id();

  private final int perSkill;
  private final int perAccount;
  private final int perNode;
  private final Map<String, Integer> ofAccounts = new ConcurrentHashMap<>();
  private final AtomicInteger ofNode = new AtomicInteger();

  /** An empty queue space with these limits, in places. */
  QueueSpace(Config limits) {
    this.perSkill = limits.getInt("per-skill");
    this.perAccount = limits.getInt("per-account");
    this.perNode = limits.getInt("per-node");
  }

  /** The queue space of an actor system, limited by its {@code switchboard.waiting}. */
  public static QueueSpace of(ActorSystem<?> system) {
    return system.registerExtension(ID);
  }

  /** Adds a change of the number of places that a queue of this account takes on this node. */
  public void changed(String account, int by) {
    if (by != 0) {
      ofNode.addAndGet(by);
      ofAccounts.merge(account, by, (before, more) -> before + more == 0 ? null : before + more);
    }
  }

  /** The maximum of places for a queue that takes {@code taken} places now. */
  public int places(String account, int taken) {
    return Math.min(perSkill, taken + free(account));
  }

  /** Whether no queue of this node may admit a new conversation of the account. */
  public boolean isFull(String account) {
    return free(account) == 0;
  }

  private int free(String account) {
    int ofAccount = perAccount - ofAccounts.getOrDefault(account, 0);
    return Math.max(0, Math.min(ofAccount, perNode - ofNode.get()));
  }

  private static final class Id extends ExtensionId<QueueSpace> {
    @Override
    public QueueSpace createExtension(ActorSystem<?> system) {
      return new QueueSpace(system.settings().config().getConfig("switchboard.waiting"));
    }
  }
}
