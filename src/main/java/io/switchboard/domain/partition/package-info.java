/**
 * The entities of one kind that one actor runs: it loads the state of an entity before a message
 * for it, and keeps the recently used ones in memory.
 */
package io.switchboard.domain.partition;
