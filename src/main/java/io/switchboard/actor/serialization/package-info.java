/** The JSON of stored and sent values, and the deadlines that messages carry between nodes. */
package io.switchboard.actor.serialization;
