/**
 * HTTP API: one class for the endpoints of each kind of resource. A class here reads a request,
 * sends a message to an entity or to the configuration, and writes the response. Bodies and
 * parameters are read in {@code request}, written in {@code view}; errors are made in {@code
 * problem}; sockets are handled in {@code server}. This package decides nothing about routing.
 */
package io.switchboard.http;
