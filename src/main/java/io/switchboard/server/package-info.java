/**
 * Node: its start and stop, settings, membership in the cluster, and health. {@code database},
 * {@code metrics} and {@code logging} are below it. The API is in {@code http}, the entities are in
 * {@code actor}.
 */
package io.switchboard.server;
