package io.switchboard.http.request;

import static akka.http.javadsl.server.Directives.extractMaterializer;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.onSuccess;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.switchboard.domain.account.Condition;
import io.switchboard.http.problem.RequestRefusedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reading and writing of JSON bodies. */
public final class JsonBody {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(TimeFormat.module())
          .addMixIn(Condition.class, NonEmptyMembers.class)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .build();

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  private interface NonEmptyMembers {}

  private JsonBody() {}

  /** Passes a JSON body to a route; 413 above {@code maxBytes}, 415 for another media type. */
  public static Route ofJson(long maxBytes, Function<byte[], Route> inner) {
    return entity(
        maxBytes,
        inner,
        (limits, upload) -> {
          try (upload) {
            return CompletableFuture.completedFuture(inner.apply(upload.bytes()));
          }
        });
  }

  /**
   * Passes a parsed account document to a route; the body is received as in {@link #ofJson}. A
   * large document is parsed on the {@link DocumentExecutor}, so that no other request waits for
   * it.
   */
  public static <T> Route ofDocument(
      String account, long maxBytes, Function<byte[], T> reader, Function<T, Route> inner) {
    return entity(
        maxBytes,
        reader.andThen(inner),
        (limits, upload) -> limits.read(account, upload, reader).thenApply(inner));
  }

  /** A strict entity has arrived with the request head, so it needs no upload limit. */
  private static Route entity(
      long maxBytes,
      Function<byte[], Route> strictReader,
      BiFunction<RequestLimits, UploadLimit.Upload, CompletionStage<Route>> uploadReader) {
    return extractRequest(
        request -> {
          requireJson(request);
          HttpEntity entity = request.entity().withSizeLimit(maxBytes);
          return entity instanceof HttpEntity.Strict strict
              ? strictReader.apply(strict.getData().toArray())
              : extractMaterializer(
                  materializer -> {
                    RequestLimits limits = RequestLimits.of(materializer.system());
                    return onSuccess(
                        limits
                            .uploads(maxBytes)
                            .receive(entity, materializer)
                            .thenCompose(upload -> uploadReader.apply(limits, upload)),
                        route -> route);
                  });
        });
  }

  /** Returns JSON text as the body of a response. */
  public static HttpEntity.Strict json(String json) {
    return HttpEntities.create(ContentTypes.APPLICATION_JSON, json);
  }

  /** Returns a record as the body of a response, without absent members. */
  public static HttpEntity.Strict json(Object record) {
    return json(text(record));
  }

  /** Returns a response with status 200 and a record as the body. */
  public static HttpResponse ok(Object record) {
    return HttpResponse.create().withEntity(json(record));
  }

  /** Returns a record as one line of JSON, without absent members. */
  public static String text(Object record) {
    try {
      return JSON.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer is always JSON", e);
    }
  }

  /** One object with the members of both; the record's member wins a conflict. */
  public static HttpEntity.Strict json(String object, Object record) {
    try {
      ObjectNode both = JSON.readValue(object, ObjectNode.class);
      both.setAll(JSON.<ObjectNode>valueToTree(record));
      return json(text(both));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer is always JSON", e);
    }
  }

  private static void requireJson(HttpRequest request) {
    ContentType type = request.entity().getContentType();
    if (!type.mediaType().equals(MediaTypes.APPLICATION_JSON)) {
      throw unsupported("The Content-Type is %s; expected application/json.".formatted(type));
    }
    if (request
        .getHeader("Content-Encoding")
        .filter(encoding -> !encoding.value().equalsIgnoreCase("identity"))
        .isPresent()) {
      throw unsupported("The body is compressed; send it without Content-Encoding.");
    }
  }

  private static RequestRefusedException unsupported(String detail) {
    return new RequestRefusedException(StatusCodes.UNSUPPORTED_MEDIA_TYPE, detail);
  }
}
