/** JSON of answers: one record for each kind of answer. */
package io.switchboard.http.view;
