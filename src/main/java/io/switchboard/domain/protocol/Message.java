package io.switchboard.domain.protocol;

/**
 * Messages between entities, and requests of clients. A message may be lost, repeated or late
 * without harm: three identifiers separate current messages from outdated ones, and each is created
 * by the owner of what it protects. They are the routing epoch of a conversation, the offer of a
 * queue and the reservation of an agent.
 */
public sealed interface Message
    permits ConversationMessage, QueueMessage, AgentMessage, ConsumerMessage, DistributorMessage {}
