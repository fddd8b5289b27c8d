/**
 * Who gets whom within one skill: waiting conversations in order, eligible agents in order of
 * preference, exclusions, and the explanation of a choice. Everything here takes O(log n).
 */
package io.switchboard.domain.queue.matching;
