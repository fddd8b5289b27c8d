/**
 * The simulator: it gives arrivals and shifts to the state machines of {@code domain} in virtual
 * time and notes what becomes of each arrival. Files are read in {@code trace}, results written in
 * {@code report}.
 */
package io.switchboard.simulation;
