/** HTTP below the routes: sockets, connection limits, framing, order of responses. */
package io.switchboard.http.server;
