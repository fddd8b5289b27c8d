package io.switchboard.chaos;

/**
 * Something that was done to the cluster. Times are nanoseconds since the epoch.
 *
 * @param kind such as {@code kill}
 * @param target to what, such as a node
 */
public record Fault(String kind, String target, long from, long until) {}
