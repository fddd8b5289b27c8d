/** The entity of an account's configuration, and the copies of accounts that each node keeps. */
package io.switchboard.actor.account;
