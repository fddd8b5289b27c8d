/** JSON of responses: one record for each kind of response. */
package io.switchboard.http.view;
