/**
 * The shared parts of all entities of a node: clock, lease, deadlines, ids, limits, snapshots and
 * measurements.
 */
package io.switchboard.actor.runtime;
