package io.switchboard.domain.protocol;

/** A message to an entity, and its receiver. */
record Letter(Address to, Message message) {

  /** The letter of an envelope. */
  static Letter of(Envelope.ToEntity to) {
    return new Letter(to.address(), to.message());
  }
}
