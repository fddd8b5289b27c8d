/**
 * Commands of the command line: serve, simulate, generate and check-config. Each reads its options,
 * calls one other package and prints. It holds no rule of routing and no server.
 */
package io.switchboard.cli;
