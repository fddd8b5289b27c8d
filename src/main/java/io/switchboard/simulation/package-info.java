/**
 * Simulator: it sends arrivals and shifts to the state machines of {@code domain} in virtual time
 * and records the outcome of each arrival. Files are read in {@code trace}, results are written in
 * {@code report}.
 */
package io.switchboard.simulation;
