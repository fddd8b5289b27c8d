/** Files of arrivals, shifts, traffic profiles and outcomes. */
package io.switchboard.simulation.trace;
