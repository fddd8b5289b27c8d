/**
 * An account's configuration as a JSON document: reading, writing, and the path of each error.
 * {@code domain.account} defines which configurations are valid.
 */
package io.switchboard.document;
