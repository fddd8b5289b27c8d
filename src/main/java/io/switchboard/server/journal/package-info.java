/**
 * The plugins of the journal and of the snapshot store, and the tables that they write: states of
 * conversations and consumers, and accounts.
 */
package io.switchboard.server.journal;
