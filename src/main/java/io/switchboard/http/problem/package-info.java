/** Responses in {@code application/problem+json} for every way in which a request can fail. */
package io.switchboard.http.problem;
