package io.switchboard.simulation;

/** What is wrong with a value, and what would be right. */
record Fault(String what, String expected) {}
