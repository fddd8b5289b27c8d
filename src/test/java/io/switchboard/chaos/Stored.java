package io.switchboard.chaos;

/**
 * One event of the journal.
 *
 * @param ordering increases with the writes of the whole journal, which become visible in another
 *     order
 * @param sequenceNumber counts the events of one entity from 1
 * @param writer the incarnation of the entity that wrote it
 */
public record Stored(long ordering, long sequenceNumber, String writer, Object event) {}
