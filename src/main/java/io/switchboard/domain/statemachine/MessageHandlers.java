package io.switchboard.domain.statemachine;

import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.protocol.Requester;

/** Message handlers of a state machine, one for each record of its sealed message type. */
public final class MessageHandlers<S, M> {
  private final Cases<Receipt<S>, M, Void> cases;

  private MessageHandlers(Cases<Receipt<S>, M, Void> cases) {
    this.cases = cases;
  }

  private record Receipt<S>(S machine, Requester client, long now) {}

  /** Handles a message of another entity; times are nanoseconds. */
  @FunctionalInterface
  public interface Handler<S, M> {
    void handle(S machine, M message, long now);
  }

  /** Handles a request of a client; times are nanoseconds. */
  @FunctionalInterface
  public interface RequestHandler<S, M> {
    void handle(S machine, M request, Requester client, long now);
  }

  /** Starts the definition of the handlers of a sealed type of messages. */
  public static <S, M> Builder<S, M> of(Class<M> messages) {
    return new Builder<>(Cases.of(messages));
  }

  /** Calls the handler of the message. */
  public void handle(S machine, M message, Requester client, long now) {
    cases.apply(new Receipt<>(machine, client, now), message);
  }

  /** The handlers defined so far. */
  public static final class Builder<S, M> {
    private final Cases.Builder<Receipt<S>, M, Void> cases;

    private Builder(Cases.Builder<Receipt<S>, M, Void> cases) {
      this.cases = cases;
    }

    /** Adds the handler of a message of another entity. */
    public <T extends M> Builder<S, M> message(Class<T> kind, Handler<S, T> handler) {
      return request(
          kind, (machine, message, client, now) -> handler.handle(machine, message, now));
    }

    /** Adds the handler of a request of a client. */
    public <T extends M> Builder<S, M> request(Class<T> kind, RequestHandler<S, T> handler) {
      cases.run(
          kind,
          (receipt, request) ->
              handler.handle(receipt.machine(), request, receipt.client(), receipt.now()));
      return this;
    }

    /** Completes the definition; {@link IllegalStateException} if a message has no handler. */
    public MessageHandlers<S, M> complete() {
      return new MessageHandlers<>(cases.complete());
    }
  }
}
