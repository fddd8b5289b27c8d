package io.switchboard.domain.protocol;

/**
 * Messages between entities, and requests of clients. A message may be lost, repeated or late
 * without harm, because its receiver recognises an outdated message by one of three identifiers:
 * the routing epoch, which the conversation creates; the id of the offer, which the queue creates;
 * the id of the reservation, which the agent creates.
 */
public sealed interface Message
    permits ConversationMessage, QueueMessage, AgentMessage, ConsumerMessage, DistributorMessage {}
