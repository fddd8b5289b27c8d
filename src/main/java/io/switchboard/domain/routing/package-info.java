/** Values and rules of several entities: due times, presence, skills, explanations. */
package io.switchboard.domain.routing;
