/**
 * Matching within one skill: waiting conversations in order, eligible agents in order of
 * preference, exclusions, and the explanation of a choice. Indexes take O(log n) for each change.
 */
package io.switchboard.domain.queue.matching;
