/**
 * Messages between entities, replies to clients and notifications of desktops. Entities know one
 * another only by these.
 */
package io.switchboard.domain.protocol;
