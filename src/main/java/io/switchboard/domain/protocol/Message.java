package io.switchboard.domain.protocol;

/**
 * What entities tell one another, and what clients ask of them. Every message may be lost, repeated
 * or overtaken by another without harm: three fences, each minted by the owner of what it protects,
 * tell the old from the new. They are the <i>hop</i> of a conversation (how often it has been
 * queued), the <i>offer</i> of a queue and the <i>hold</i> of an agent.
 */
public sealed interface Message
    permits ConversationMessage, QueueMessage, AgentMessage, ConsumerMessage, DistributorMessage {}
