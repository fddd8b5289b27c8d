/**
 * Database of a node: schema, connection pool, lock, fencing of nodes that were declared dead, and
 * the plugins of the journal. The events in the journal are defined in {@code domain}; their JSON
 * is in {@code actor.serialization}.
 */
package io.switchboard.server.database;
