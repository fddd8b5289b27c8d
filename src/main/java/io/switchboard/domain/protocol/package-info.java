/** Messages between entities, the only dependency between them, and replies to clients. */
package io.switchboard.domain.protocol;
