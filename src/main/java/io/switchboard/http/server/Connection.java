package io.switchboard.http.server;

import io.switchboard.http.request.MemoryBudget;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** An open connection of a client: its state for the connection limits, and its end. */
final class Connection {

  /** Signals to the gate of a connection. */
  enum Signal {
    /** Close at once, even during a request. */
    CLOSE,
    /** Close when the current request has been answered. */
    FINISH,
    /** A response has been sent completely. */
    ANSWERED
  }

  private final MemoryBudget answers;
  private final AtomicLong held = new AtomicLong();
  private final AtomicInteger answering = new AtomicInteger();
  private final CompletableFuture<Consumer<Signal>> gate = new CompletableFuture<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private volatile boolean receiving;
  private volatile boolean forHead;
  private volatile long idleSince = System.nanoTime();

  /** {@code answers} is the memory for the large responses on all connections. */
  Connection(MemoryBudget answers) {
    this.answers = answers;
  }

  void opened(Consumer<Signal> signals) {
    gate.complete(signals);
  }

  void responseBegins() {
    answering.incrementAndGet();
  }

  /** Takes memory until the response or the connection ends; false when too little is left. */
  boolean reserve(long bytes) {
    if (!answers.take(bytes)) {
      return false;
    }
    held.addAndGet(bytes);
    if (closed.isDone()) {
      giveBack();
    }
    return true;
  }

  private void giveBack() {
    answers.giveBack(held.getAndSet(0));
  }

  /** Counts a response that has been sent to its last byte. */
  void responseEnds() {
    giveBack();
    idleSince = System.nanoTime();
    answering.decrementAndGet();
  }

  /** Returns whether no request is being answered. */
  boolean isQuiet() {
    return answering.get() == 0;
  }

  /** Sets whether the body of the current request is incomplete. */
  void setReceiving(boolean body) {
    receiving = body;
  }

  void setForHead(boolean head) {
    forHead = head;
  }

  boolean isForHead() {
    return forHead;
  }

  /** Whether no complete request is being answered, so that a close costs the client least. */
  boolean isIdle() {
    return receiving || isQuiet();
  }

  /** When it was opened or its last response ended ({@link System#nanoTime}). */
  long idleSince() {
    return idleSince;
  }

  void signal(Signal signal) {
    whenOpened().thenAccept(signals -> signals.accept(signal));
  }

  private CompletionStage<Consumer<Signal>> whenOpened() {
    return gate;
  }

  void closed() {
    closed.complete(null);
    giveBack();
  }

  CompletionStage<Void> whenClosed() {
    return closed;
  }
}
