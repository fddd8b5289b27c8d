/** Changes of an account's configuration: commands, events, revisions and their effects. */
package io.switchboard.domain.account.configuration;
