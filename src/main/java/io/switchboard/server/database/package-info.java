/**
 * The database of a node: schema, connection pool, lock, fencing of replaced nodes, and the plugins
 * of the journal. The journal's events are defined in {@code domain}; their JSON is in {@code
 * actor.serialization}.
 */
package io.switchboard.server.database;
