/** Meters of a node, as declared in {@code actor.runtime.Measurements}, for Prometheus. */
package io.switchboard.server.metrics;
