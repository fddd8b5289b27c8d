package io.switchboard.chaos;

/**
 * One event of the journal.
 *
 * @param ordering rises in the order of the whole journal's writes, which is not the order in which
 *     they became visible
 * @param sequenceNumber counts the events of one entity from 1
 * @param writer the incarnation of the entity that wrote it
 */
public record Stored(long ordering, long sequenceNumber, String writer, Object event) {}
