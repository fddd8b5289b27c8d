/**
 * The HTTP API: one class for the endpoints of each noun. A class here reads a request, asks an
 * entity or the configuration, and writes the answer. Bodies and parameters are read in {@code
 * request}, written in {@code view}; errors are made in {@code problem}; sockets are handled in
 * {@code server}. It decides nothing about routing.
 */
package io.switchboard.http;
