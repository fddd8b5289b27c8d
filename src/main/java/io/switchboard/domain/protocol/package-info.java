/**
 * Messages between entities, replies to clients and notifications of desktops. Entities depend on
 * one another only through these messages.
 */
package io.switchboard.domain.protocol;
