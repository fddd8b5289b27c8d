package io.switchboard.http;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import io.switchboard.actor.DesktopEvent;
import io.switchboard.actor.EntityClient;
import io.switchboard.domain.protocol.Address;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;

/** Entities with scripted answers, which record their requests. */
public final class ScriptedEntities implements EntityClient {

  /** A recorded request. */
  record Asked(String account, String entity, Message message) {}

  /** A recorded event stream. */
  record Watched(String account, String agent, Optional<String> lastEvent) {}

  private final Map<Class<? extends Message>, CompletionStage<Reply>> answers =
      new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final List<Watched> watched = new CopyOnWriteArrayList<>();
  private volatile Source<DesktopEvent, NotUsed> desktop = Source.never();

  /** Sets the answer to messages of a kind. */
  public void answer(Class<? extends Message> kind, Reply reply) {
    answers.put(kind, CompletableFuture.completedFuture(reply));
  }

  /** Sets a refusal of messages of a kind. */
  public void refuse(Class<? extends Message> kind, Reply.Reason reason, String detail) {
    answer(kind, new Reply.Refused(reason, detail));
  }

  /** Sets a refusal of a member of messages of a kind. */
  public void refuseField(Class<? extends Message> kind, String field, String detail) {
    answer(kind, Reply.Refused.invalid(field, detail));
  }

  /** Sets a timeout of messages of a kind. */
  void timeOut(Class<? extends Message> kind) {
    answers.put(kind, CompletableFuture.failedFuture(new TimeoutException("no time")));
  }

  /** Sets the events of all agents. */
  void show(Source<DesktopEvent, NotUsed> events) {
    desktop = events;
  }

  public List<Asked> asked() {
    return asked;
  }

  List<Watched> watched() {
    return watched;
  }

  void forget() {
    answers.clear();
    asked.clear();
    watched.clear();
    desktop = Source.never();
  }

  @Override
  public CompletionStage<Reply> ask(
      String account, String conversation, ConversationMessage message) {
    return asked(account, conversation, message);
  }

  @Override
  public CompletionStage<Reply> ask(String account, String skill, QueueMessage message) {
    return asked(account, skill, message);
  }

  @Override
  public CompletionStage<Reply> ask(String account, String agent, AgentMessage message) {
    return asked(account, agent, message);
  }

  @Override
  public CompletionStage<Integer> forget(String account, Address entity, Set<String> ids) {
    return CompletableFuture.failedFuture(new AssertionError("not in the script: forget"));
  }

  @Override
  public Source<DesktopEvent, NotUsed> desktop(
      String account, String agent, Optional<String> lastEvent) {
    watched.add(new Watched(account, agent, lastEvent));
    return desktop;
  }

  private CompletionStage<Reply> asked(String account, String entity, Message message) {
    asked.add(new Asked(account, entity, message));
    return answers.getOrDefault(
        message.getClass(),
        CompletableFuture.failedFuture(new AssertionError("not in the script: " + message)));
  }
}
