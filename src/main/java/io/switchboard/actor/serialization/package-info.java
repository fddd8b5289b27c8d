/** JSON of what entities store and send, and the times that messages carry from node to node. */
package io.switchboard.actor.serialization;
