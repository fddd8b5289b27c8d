package io.switchboard.chaos;

/**
 * One event of the journal. Events of a partition that were written together have the same row.
 *
 * @param ordering increases with the writes of the whole journal, which become visible in another
 *     order
 * @param log the persistence id of the entity, or of its partition
 * @param sequenceNumber counts the rows of the log from 1
 * @param writer the incarnation of the entity or partition that wrote the row
 */
public record Stored(long ordering, String log, long sequenceNumber, String writer, Object event) {}
