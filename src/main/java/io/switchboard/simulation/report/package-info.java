/** Reports of a simulation as text, JSON and HTML. */
package io.switchboard.simulation.report;
