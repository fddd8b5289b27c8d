/**
 * An account's configuration as a JSON document: reading, writing, and the place of each error.
 * What a valid configuration is, is defined in {@code domain.account}.
 */
package io.switchboard.document;
