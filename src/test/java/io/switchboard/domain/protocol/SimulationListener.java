package io.switchboard.domain.protocol;

import java.util.List;

/** Listener for stored events, and for requests and answers of clients. */
interface SimulationListener {

  /** A listener without effect. */
  SimulationListener NONE =
      new SimulationListener() {
        @Override
        public void wrote(Node<?, ?, ?> node, List<Object> events) {}

        @Override
        public void asked(Clients.Asked question, long now) {}

        @Override
        public void answered(Clients.Asked question, Reply reply, long now) {}
      };

  /** These events of an entity have been stored. */
  void wrote(Node<?, ?, ?> node, List<Object> events);

  /** A client sends a request, or repeats it. */
  void asked(Clients.Asked question, long now);

  /** A client has received the answer. */
  void answered(Clients.Asked question, Reply reply, long now);
}
