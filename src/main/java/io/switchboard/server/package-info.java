/**
 * One node: its start and end, its settings, its membership in the cluster, its health. {@code
 * database}, {@code metrics} and {@code logging} are below it. What clients ask is in {@code http},
 * what entities do in {@code actor}.
 */
package io.switchboard.server;
