/** Readers of requests; a reader refuses a value that it cannot use and names the field. */
package io.switchboard.http.request;
