package io.switchboard.chaos;

/**
 * A fault injected into the cluster. Times are nanoseconds since the epoch.
 *
 * @param kind such as {@code kill}
 * @param target such as a node
 */
public record Fault(String kind, String target, long from, long until) {}
