package io.switchboard.http.server;

import io.switchboard.http.request.MemoryBudget;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One open connection of a client, as those see it who decide which to close. */
final class Connection {

  /** What the gate of a connection is told. */
  enum Signal {
    /** Close at once, whatever is under way. */
    CLOSE,
    /** Close after what is under way. */
    FINISH,
    /** An answer has ended. */
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

  /**
   * @param answers what the answers on all connections may have of memory
   */
  Connection(MemoryBudget answers) {
    this.answers = answers;
  }

  /** The gate is open, and can be told something. */
  void opened(Consumer<Signal> signals) {
    gate.complete(signals);
  }

  /** A request is being answered from now on. */
  void begins() {
    answering.incrementAndGet();
  }

  /**
   * Keeps so much memory for the answer until it ends or the connection is closed; false when there
   * is no room for it.
   */
  boolean keep(long bytes) {
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

  /** That answer has been given to the last byte. */
  void ends() {
    giveBack();
    idleSince = System.nanoTime();
    answering.decrementAndGet();
  }

  /** Whether nothing is being answered. */
  boolean isQuiet() {
    return answering.get() == 0;
  }

  /** Whether the body of the request is still on its way. */
  void receives(boolean body) {
    receiving = body;
  }

  /** Whether the request that is handed on is one for a head. */
  void asksForHead(boolean head) {
    forHead = head;
  }

  /** Whether the request that is being answered is one for a head. */
  boolean asksForHead() {
    return forHead;
  }

  /** Whether no whole request is under way, so that to close it costs a client least. */
  boolean isIdle() {
    return receiving || isQuiet();
  }

  /** When it was opened or its last answer ended, in nanoseconds of {@link System#nanoTime}. */
  long idleSince() {
    return idleSince;
  }

  void tell(Signal signal) {
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
