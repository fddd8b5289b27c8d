/** Dispatch over sealed types, checked for completeness when a class is initialised. */
package io.switchboard.domain.dispatch;
