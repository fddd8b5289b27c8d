/**
 * Commands of the command line: serve, simulate, generate and check-config. Each reads its options,
 * calls one other package and prints. The package has no rule of routing and no server.
 */
package io.switchboard.cli;
