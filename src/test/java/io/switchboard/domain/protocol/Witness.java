package io.switchboard.domain.protocol;

import java.util.List;

/** Sees what becomes durable, and what clients ask and are told. */
interface Witness {

  /** One who looks away. */
  Witness NOBODY =
      new Witness() {
        @Override
        public void wrote(Node<?, ?, ?> node, List<Object> events) {}

        @Override
        public void asked(Clients.Asked question, long now) {}

        @Override
        public void answered(Clients.Asked question, Reply reply, long now) {}
      };

  /** These events of an entity are durable. */
  void wrote(Node<?, ?, ?> node, List<Object> events);

  /** A client asks, or asks again. */
  void asked(Clients.Asked question, long now);

  /** A client has heard the answer. */
  void answered(Clients.Asked question, Reply reply, long now);
}
