/**
 * One actor for each entity around its state machine: it buffers commands, lets the machine decide,
 * persists the events in batches, and then sends messages and replies. The machines are in {@code
 * domain}. Accounts are in {@code account}, the shared parts of all actors of a node in {@code
 * runtime}, the JSON of stored and sent values in {@code serialization}.
 */
package io.switchboard.actor;
