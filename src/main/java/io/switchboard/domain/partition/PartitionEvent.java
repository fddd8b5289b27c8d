package io.switchboard.domain.partition;

/** A change of one entity of a partition. */
public record PartitionEvent<E>(String entity, E event) {}
