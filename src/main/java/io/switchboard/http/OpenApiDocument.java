package io.switchboard.http;

import static akka.http.javadsl.server.Directives.complete;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

final class OpenApiDocument {
  private static final String RESOURCE = "/openapi.yaml";

  /** Media type {@code application/yaml}: RFC 9512. */
  private static final HttpEntity.Strict ENTITY =
      HttpEntities.create(
          ContentTypes.create(
              MediaTypes.customWithFixedCharset(
                  "application", "yaml", HttpCharsets.UTF_8, Map.of(), false)),
          text());

  private OpenApiDocument() {}

  static List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(RESOURCE, none -> complete(HttpResponse.create().withEntity(ENTITY))));
  }

  private static byte[] text() {
    try (InputStream resource = OpenApiDocument.class.getResourceAsStream(RESOURCE)) {
      return Objects.requireNonNull(resource, RESOURCE).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
