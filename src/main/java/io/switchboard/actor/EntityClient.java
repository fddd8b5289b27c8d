package io.switchboard.actor;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import io.switchboard.domain.protocol.Address;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.Reply;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Client of the entities of all accounts, on whichever node they are.
 *
 * <p>The account must exist. A stage that fails with a {@link
 * java.util.concurrent.TimeoutException} leaves the result of the request unknown; the request can
 * be repeated safely.
 */
public interface EntityClient {

  CompletionStage<Reply> ask(String account, String conversation, ConversationMessage message);

  CompletionStage<Reply> ask(String account, String skill, QueueMessage message);

  CompletionStage<Reply> ask(String account, String agent, AgentMessage message);

  /**
   * Removes conversations or consumers of one partition: from memory, from the stored states and
   * from the events of the partition. Conversations that are not over stay. A queue or agent
   * removes closed conversations from its state and stored events, or none while it still needs one
   * of them. The stage fails with a {@link java.util.concurrent.RejectedExecutionException} that
   * has the reason when the entity refuses the request.
   *
   * @param entity a queue, an agent, or any entity in the partition
   * @return the number of conversations or consumers that do not stay
   */
  CompletionStage<Integer> forget(String account, Address entity, Set<String> ids);

  /**
   * The events of an agent as an endless stream. It begins after {@code lastEvent} if no event
   * since then was missed, otherwise with a snapshot. The stream has no gaps: in place of missing
   * events it contains another snapshot.
   */
  Source<DesktopEvent, NotUsed> desktop(String account, String agent, Optional<String> lastEvent);
}
