package io.switchboard.domain.protocol;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.AgentPolicy;
import io.switchboard.domain.agent.AgentEvent.PresenceChanged;
import io.switchboard.domain.agent.AgentEvent.PresenceReason;
import io.switchboard.domain.agent.AgentEvent.Reserved;
import io.switchboard.domain.conversation.ConversationEvent.HandoverBegun;
import io.switchboard.domain.conversation.ConversationEvent.RequeueReason;
import io.switchboard.domain.conversation.ConversationEvent.Requeued;
import io.switchboard.domain.conversation.ConversationEvent.Started;
import io.switchboard.domain.conversation.HandoverTarget;
import io.switchboard.domain.protocol.ConversationMessage.AgentUnavailable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Checks over all configurations: an item treated as deleted was absent from some configuration
 * since it was known to exist.
 */
final class Hindsight {

  /** A skill that existed in this revision. */
  private record There(String skill, int revision) {}

  private final List<AccountPolicy> policies;
  private final Map<String, There> lines = new HashMap<>();
  private final Map<String, There> targets = new HashMap<>();
  private final Map<String, Integer> agents = new HashMap<>();

  /** A check with all configurations so far, in order. */
  Hindsight(List<AccountPolicy> policies) {
    this.policies = policies;
  }

  /** Called after a write of this event. */
  void written(Node<?, ?, ?> node, Object event) {
    String id = node.address().id();
    if (event instanceof Started started) {
      lines.put(id, new There(started.skill(), node.revision()));
    } else if (event instanceof HandoverBegun leaving) {
      targets.remove(id);
      if (leaving.target() instanceof HandoverTarget.ToSkill to) {
        targets.put(id, new There(to.skill(), node.revision()));
      }
    } else if (event instanceof Requeued moved) {
      moved(id, moved);
      lines.put(id, new There(moved.skill(), node.revision()));
    } else if (event instanceof PresenceChanged changed) {
      if (changed.reason() == PresenceReason.DISABLED) {
        agentWasDisabled(id);
      }
      agents.put(id, node.revision());
    } else if (event instanceof Reserved) {
      agents.put(id, node.revision());
    }
  }

  private void moved(String id, Requeued moved) {
    There target = targets.remove(id);
    if (target != null && moved.reason() != RequeueReason.TRANSFERRED_TO_SKILL) {
      skillWasGone(id, target);
    }
    if (moved.reason() == RequeueReason.SKILL_REMOVED) {
      skillWasGone(id, lines.get(id));
    }
  }

  /** Called before this envelope is sent. */
  void sent(Node<?, ?, ?> from, Envelope send) {
    if (send instanceof Envelope.ToConversation to
        && to.message() instanceof AgentUnavailable gone
        && gone.forGood()) {
      agentWasGone(from.address().id());
    }
  }

  private void agentWasGone(String agent) {
    if (isAlways(agents.get(agent), policy -> policy.agents().containsKey(agent))) {
      throw new Broken("I8: %s was never gone since they were there".formatted(agent));
    }
  }

  private void agentWasDisabled(String agent) {
    if (isAlways(agents.get(agent), policy -> isEnabled(policy, agent))) {
      throw new Broken("I8: %s was never disabled since they were there".formatted(agent));
    }
  }

  private static boolean isEnabled(AccountPolicy policy, String agent) {
    return Optional.ofNullable(policy.agents().get(agent))
        .flatMap(AgentPolicy::enabledSince)
        .isPresent();
  }

  private void skillWasGone(String conversation, There there) {
    if (isAlways(there.revision(), policy -> policy.skills().containsKey(there.skill()))) {
      throw new Broken("I8: %s moves on from %s, never gone".formatted(conversation, there));
    }
  }

  private boolean isAlways(int since, Predicate<AccountPolicy> there) {
    return policies.subList(since, policies.size()).stream().allMatch(there);
  }
}
