package io.switchboard.domain.partition;

/** A message to one entity of a partition. */
public record PartitionMessage<M>(String entity, M message) {}
