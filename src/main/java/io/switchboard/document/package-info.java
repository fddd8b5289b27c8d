/**
 * An account's configuration as JSON: reading, writing, and the path of each error. Which
 * configurations are valid is defined in {@code domain.account}.
 */
package io.switchboard.document;
