/**
 * One actor for each entity around its state machine: it buffers commands, lets the machine decide,
 * persists the events in batches, and then sends and answers. The machines are in {@code domain}.
 * Accounts are in {@code account}, what all actors of a node share is in {@code runtime}, JSON of
 * stored and sent values in {@code serialization}.
 */
package io.switchboard.actor;
