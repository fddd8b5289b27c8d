/** An account's configuration as JSON: reading, writing, and the path of each error. */
package io.switchboard.document;
