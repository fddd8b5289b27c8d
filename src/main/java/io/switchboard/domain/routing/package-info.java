/**
 * Values and rules that several entities share: waiting conversations, due times, presence, skill
 * selection, explanations.
 */
package io.switchboard.domain.routing;
