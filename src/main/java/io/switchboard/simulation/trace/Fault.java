package io.switchboard.simulation.trace;

/** What is wrong with a value, and what would be right. */
public record Fault(String what, String expected) {}
