/** What all entities of a node share: clock, lease, deadlines, ids, limits, measurements. */
package io.switchboard.actor.runtime;
