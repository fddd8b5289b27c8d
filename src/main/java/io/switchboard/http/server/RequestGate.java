package io.switchboard.http.server;

import akka.http.javadsl.model.StatusCodes;
import akka.stream.Attributes;
import akka.stream.BidiShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.TimerGraphStageLogic;
import akka.util.ByteString;
import io.switchboard.http.server.Connection.Signal;
import java.util.Optional;

/**
 * Stream stage between a connection and the HTTP layer. It passes on one request at a time, the
 * next one when the response to the previous one has been sent. It answers malformed requests
 * itself, and closes a connection on which the head of a request does not arrive in time.
 *
 * <p>Without it the HTTP layer parses all bytes that were read at once by recursion, one level for
 * each request: some hundreds of requests overflow its stack, which ends the process.
 */
final class RequestGate
    extends GraphStage<BidiShape<ByteString, ByteString, ByteString, ByteString>> {
  /** An invalid chunk: the HTTP layer ends the body with a failure and answers 400. */
  private static final ByteString INVALID_CHUNK = ByteString.fromString("!\r\n");

  private static final String HEAD_DEADLINE = "head-deadline";
  private static final String LINGER = "linger";

  private final Inlet<ByteString> fromHttp = Inlet.create("RequestGate.fromHttp");
  private final Outlet<ByteString> toNet = Outlet.create("RequestGate.toNet");
  private final Inlet<ByteString> fromNet = Inlet.create("RequestGate.fromNet");
  private final Outlet<ByteString> toHttp = Outlet.create("RequestGate.toHttp");
  private final ConnectionLimits limits;
  private final Connection connection;

  RequestGate(ConnectionLimits limits, Connection connection) {
    this.limits = limits;
    this.connection = connection;
  }

  @Override
  public BidiShape<ByteString, ByteString, ByteString, ByteString> shape() {
    return BidiShape.of(fromHttp, toNet, fromNet, toHttp);
  }

  @Override
  public TimerGraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  /** Failure that ends a connection at once, without waiting for the client. */
  private static final class ConnectionCutException extends Exception {
    private static final long serialVersionUID = 1L;

    ConnectionCutException() {
      super("the server has cut the connection", null, false, false);
    }
  }

  private final class Logic extends TimerGraphStageLogic {
    private final RequestFraming framing = new RequestFraming(limits.headSize());
    private final AsyncCallback<Signal> signals = createAsyncCallback(this::signalled);
    private Optional<ByteString> refusal = Optional.empty();
    private Optional<HeadResponse> answerToHead = Optional.empty();

    /** The server is stopping: the connection ends after the current request. */
    private boolean finishing;

    /** No more requests are passed on; received bytes are dropped. */
    private boolean ending;

    Logic() {
      super(shape());
      setHandler(fromNet, new FromNet());
      setHandler(toHttp, new ToHttp());
      setHandler(fromHttp, new FromHttp());
      setHandler(toNet, new ToNet());
    }

    @Override
    public void preStart() {
      connection.opened(signals::invoke);
      scheduleOnce(HEAD_DEADLINE, limits.headDeadline());
    }

    @Override
    public void postStop() {
      connection.closed();
    }

    @Override
    public void onTimer(Object timer) {
      if (timer.equals(LINGER)) {
        failStage(new ConnectionCutException());
      } else if (!framing.hasBytes()) {
        linger();
      } else {
        refuse(
            new MalformedRequestException(
                StatusCodes.REQUEST_TIMEOUT,
                "The head of the request was not complete within %d s."
                    .formatted(limits.headDeadline().toSeconds())));
      }
    }

    private void signalled(Signal signal) {
      finishing |= signal == Signal.FINISH;
      if (signal == Signal.CLOSE || (finishing && isUnused())) {
        failStage(new ConnectionCutException());
      } else {
        passOn();
      }
    }

    private boolean isUnused() {
      return connection.isQuiet() && hasBeenPulled(fromHttp) && !framing.isInBody();
    }

    /** Passes on the next piece if the HTTP layer asks and it may be sent; otherwise reads. */
    private void passOn() {
      if (ending) {
        discard();
      } else if (finishing && !framing.isInBody()) {
        end();
      } else if (isAvailable(toHttp)) {
        if (!framing.hasBytes()) {
          readMore();
        } else if (mayPassNext()) {
          passNext();
        }
      }
    }

    private void passNext() {
      try {
        framing.next().ifPresentOrElse(this::passOn, this::readMore);
      } catch (MalformedRequestException e) {
        refuse(e);
      }
    }

    /** Whether the piece is of the current request, or the last response is complete. */
    private boolean mayPassNext() {
      return framing.isInBody() || (connection.isQuiet() && hasBeenPulled(fromHttp));
    }

    private void passOn(RequestFraming.Piece item) {
      item.head()
          .ifPresent(
              head -> {
                cancelTimer(HEAD_DEADLINE);
                connection.setForHead(head.isForHead());
                answerToHead = Optional.of(new HeadResponse()).filter(any -> head.isForHead());
              });
      connection.setReceiving(framing.isInBody());
      push(toHttp, item.bytes());
    }

    private void readMore() {
      if (isClosed(fromNet)) {
        if (framing.hasBytes() && !framing.isInBody()) {
          refuse(
              new MalformedRequestException(
                  StatusCodes.BAD_REQUEST, "The connection ended within the head of a request."));
        } else {
          end();
        }
      } else if (!hasBeenPulled(fromNet)) {
        if (framing.hasBytes() && !framing.isInBody() && !isTimerActive(HEAD_DEADLINE)) {
          scheduleOnce(HEAD_DEADLINE, limits.headDeadline());
        }
        pull(fromNet);
      }
    }

    private void refuse(MalformedRequestException request) {
      if (framing.isInBody()) {
        emit(toHttp, INVALID_CHUNK, this::end);
      } else {
        refusal = Optional.of(BadRequestResponse.of(request, framing.isHeadRequest()));
        end();
      }
    }

    /** Ends the connection after the responses that the HTTP layer still has to send. */
    private void end() {
      ending = true;
      cancelTimer(HEAD_DEADLINE);
      complete(toHttp);
      discard();
    }

    private void discard() {
      if (!isClosed(fromNet) && !hasBeenPulled(fromNet)) {
        pull(fromNet);
      }
    }

    /** Ends the response side and waits a limited time for a client that still sends. */
    private void linger() {
      ending = true;
      complete(toHttp);
      complete(toNet);
      if (isClosed(fromNet)) {
        completeStage();
      } else {
        scheduleOnce(LINGER, limits.linger());
        discard();
      }
    }

    private final class FromNet extends AbstractInHandler {
      @Override
      public void onPush() {
        ByteString bytes = grab(fromNet);
        if (!ending) {
          framing.add(bytes);
        }
        passOn();
      }

      @Override
      public void onUpstreamFinish() {
        if (isClosed(toNet)) {
          completeStage();
        } else {
          passOn();
        }
      }
    }

    private final class ToHttp extends AbstractOutHandler {
      @Override
      public void onPull() {
        if (framing.isInBody() || !framing.hasBytes()) {
          passOn();
        } else {
          // The signal arrives after the elements that this stream still passes on.
          signals.invoke(Signal.ANSWERED);
        }
      }

      @Override
      public void onDownstreamFinish(Throwable cause) {
        ending = true;
        discard();
      }
    }

    private final class FromHttp extends AbstractInHandler {
      @Override
      public void onPush() {
        ByteString bytes = grab(fromHttp);
        ByteString passed = answerToHead.map(head -> head.of(bytes)).orElse(bytes);
        if (passed.isEmpty()) {
          pull(fromHttp);
        } else {
          push(toNet, passed);
        }
      }

      @Override
      public void onUpstreamFinish() {
        refusal.ifPresentOrElse(
            answer -> emit(toNet, answer, Logic.this::linger), Logic.this::linger);
      }
    }

    private final class ToNet extends AbstractOutHandler {
      @Override
      public void onPull() {
        if (!isClosed(fromHttp)) {
          pull(fromHttp);
        }
        if (framing.hasBytes() && !framing.isInBody()) {
          signals.invoke(Signal.ANSWERED);
        }
      }
    }
  }
}
