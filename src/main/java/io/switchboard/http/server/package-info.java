/**
 * HTTP server below the routes: sockets, limits on connections, framing of requests, order of
 * responses.
 */
package io.switchboard.http.server;
