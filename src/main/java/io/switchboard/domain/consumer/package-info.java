/**
 * The consumer entity: the first conversation of a consumer and the agents who had their
 * conversations.
 */
package io.switchboard.domain.consumer;
