/** Rate limits for repeated log lines. */
package io.switchboard.server.logging;
