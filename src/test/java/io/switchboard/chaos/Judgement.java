package io.switchboard.chaos;

import java.util.List;

/**
 * What was found when all had become quiet.
 *
 * @param settled nanoseconds from the end of the faults until nothing waited that somebody could
 *     take
 */
record Judgement(long settled, List<Violation> violations) {}
