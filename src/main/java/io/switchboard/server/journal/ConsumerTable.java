package io.switchboard.server.journal;

import io.switchboard.actor.runtime.EntityKinds;
import io.switchboard.actor.serialization.StateCodec;
import io.switchboard.domain.consumer.ConsumerMachine.ConsumerRecorded;
import java.util.List;

/** The table {@code consumer}. */
final class ConsumerTable implements StateTable {
  static final StateCodec<ConsumerRecorded> CODEC = new StateCodec<>(ConsumerRecorded.class);

  @Override
  public String kind() {
    return EntityKinds.CONSUMER;
  }

  @Override
  public String name() {
    return "consumer";
  }

  @Override
  public List<String> columns() {
    return List.of("state");
  }

  @Override
  public String removable() {
    return "";
  }

  @Override
  public List<Object> values(Object state) {
    return List.of(CODEC.write((ConsumerRecorded) state));
  }

  @Override
  public Object state(byte[] stored) {
    return CODEC.read(stored);
  }
}
