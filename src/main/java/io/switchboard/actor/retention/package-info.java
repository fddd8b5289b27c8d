/** Export and removal of stored data: of a consumer, and after the retention time. */
package io.switchboard.actor.retention;
