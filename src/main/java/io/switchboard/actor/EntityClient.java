package io.switchboard.actor;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.Reply;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The entities of all accounts, wherever they are in the cluster.
 *
 * <p>A stage that fails with a {@link java.util.concurrent.TimeoutException} means that it is not
 * known whether it was done; to ask again is safe. The account must exist.
 */
public interface EntityClient {

  /** Asks a conversation. */
  CompletionStage<Reply> ask(String account, String conversation, ConversationMessage message);

  /** Asks the queue of a skill. */
  CompletionStage<Reply> ask(String account, String skill, QueueMessage message);

  /** Asks an agent. */
  CompletionStage<Reply> ask(String account, String agent, AgentMessage message);

  /**
   * What happens to an agent from now on: first a snapshot, or, if nothing was missed since the
   * event of this id, what came after it. It never ends by itself and never leaves a gap: where
   * events are missing, another snapshot follows.
   */
  Source<DesktopEvent, NotUsed> desktop(String account, String agent, Optional<String> lastEvent);
}
