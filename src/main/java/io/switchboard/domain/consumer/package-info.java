/** The consumer entity: first conversation and latest agents of a consumer. */
package io.switchboard.domain.consumer;
