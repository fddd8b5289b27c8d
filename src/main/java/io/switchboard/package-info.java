/**
 * The program. {@link io.switchboard.Switchboard} is its entry point; its commands are in {@code
 * cli}.
 */
package io.switchboard;
