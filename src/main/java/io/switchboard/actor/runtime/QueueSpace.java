package io.switchboard.actor.runtime;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import com.typesafe.config.Config;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many places the lines of this node have, and how many are taken. A conversation that waits
 * takes one place, and one more for each KiB of its attributes. The limits hold for those who come
 * new: whoever was let in keeps a place, returns and is transferred, however many wait. Any thread
 * asks; it may be behind by what is being written.
 */
public final class QueueSpace implements Extension {
  private static final Id ID = new Id();

  private final int perSkill;
  private final int perAccount;
  private final int perNode;
  private final Map<String, Integer> ofAccounts = new ConcurrentHashMap<>();
  private final AtomicInteger ofNode = new AtomicInteger();

  /**
   * An empty one.
   *
   * @param limits has {@code per-skill}, {@code per-account} and {@code per-node}, in places
   */
  QueueSpace(Config limits) {
    this.perSkill = limits.getInt("per-skill");
    this.perAccount = limits.getInt("per-account");
    this.perNode = limits.getInt("per-node");
  }

  /** That of an actor system, by its {@code switchboard.waiting}. */
  public static QueueSpace of(ActorSystem<?> system) {
    return system.registerExtension(ID);
  }

  /** The line of a queue of this node has so many more places taken, or fewer. */
  public void changed(String account, int by) {
    if (by != 0) {
      ofNode.addAndGet(by);
      ofAccounts.merge(account, by, (before, more) -> before + more == 0 ? null : before + more);
    }
  }

  /** How many places a line may have that has so many now. */
  public int places(String account, int taken) {
    return Math.min(perSkill, taken + free(account));
  }

  /** Whether no conversation of the account may come new to any line of this node. */
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
