/**
 * Changes of an account's configuration: commands, events, revisions and the effects of a change.
 */
package io.switchboard.domain.account.configuration;
