/**
 * Meters of a node and their publication for Prometheus. What is measured is declared in {@code
 * actor.runtime.Measurements}.
 */
package io.switchboard.server.metrics;
