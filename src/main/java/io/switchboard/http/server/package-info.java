/**
 * The HTTP server below the routes: sockets, limits of connections, framing of requests, the order
 * of answers.
 */
package io.switchboard.http.server;
