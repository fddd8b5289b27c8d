/**
 * Readers of requests: bodies, parameters, preconditions, limits. A reader refuses a value that it
 * cannot use and names the field.
 */
package io.switchboard.http.request;
