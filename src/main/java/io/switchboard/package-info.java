/** The program: {@link io.switchboard.Switchboard} starts the commands of {@code cli}. */
package io.switchboard;
