/** What all entities of a node share: clock, lease, deadlines, ids, limits and measurements. */
package io.switchboard.actor.runtime;
