/**
 * Dispatch over sealed types, complete by construction: a function of a sealed type that lacks the
 * case of a permitted record fails when its class is initialised.
 */
package io.switchboard.domain.dispatch;
