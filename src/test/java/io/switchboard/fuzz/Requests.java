package io.switchboard.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Random requests: mostly valid ones, of which some are then mutated in one or two ways. A request
 * depends only on the seed, the worker and its number.
 */
final class Requests {
  private static final Set<String> CONFIGURATION = Set.of("PUT", "DELETE");

  private static final List<String> IDS =
      List.of(
          ".",
          "..",
          "%2e",
          "%2E%2e",
          "%2F",
          "a%2Fb",
          "a%5Cb",
          "%00",
          "%0d%0aX:%20y",
          "a;v=1",
          "a+b",
          "a%20b",
          "%C3%A4",
          "%ff",
          "%c0%ae%c0%ae",
          "%u0041",
          "%",
          "%4",
          "-1",
          "conversations",
          "queue",
          "",
          "x".repeat(65),
          "x".repeat(1_900),
          "x".repeat(3_000),
          "ANN",
          "ann.",
          "ann%00",
          "*",
          "~",
          "null",
          "undefined",
          "\u00e4",
          "{id}",
          "a|b",
          "'",
          "\"",
          "<a>",
          "%25");

  private static final List<String> QUERIES =
      List.of(
          "dryRun=true",
          "dryRun=false",
          "dryrun=true",
          "dryRun=true&dryRun=false",
          "dryRun",
          "dryRun=",
          "dryRun=TRUE",
          "dryRun=1",
          "limit=1",
          "limit=0",
          "limit=1001",
          "limit=-1",
          "limit=9999999999",
          "limit=1&limit=2",
          "limit=%31",
          "cursor=",
          "cursor=YQ",
          "cursor=!!!",
          "cursor=" + "A".repeat(900),
          "cursor=LTEsLTEsMCxh",
          "lastEventId=x",
          "lastEventId=" + "y".repeat(400),
          "x=1",
          "=",
          "&&",
          "a=b=c",
          "%zz",
          "limit=%00",
          "limit=\u00e4",
          "?",
          "limit=1;cursor=2",
          "LIMIT=1",
          "x".repeat(2_100));

  private static final List<String> HEADERS =
      List.of(
          "If-Match: *",
          "If-Match: \"1\"",
          "If-Match: W/\"1\"",
          "If-Match: 1",
          "If-Match: \"1\", \"2\"",
          "If-Match: ",
          "If-Match: \"",
          "If-Match: \"99999999999999999999\"",
          "If-None-Match: *",
          "Content-Type: text/plain",
          "Content-Type: application/json; charset=utf-16",
          "Content-Type: application/json;charset=\"",
          "Content-Type: multipart/form-data",
          "Content-Type: x",
          "Content-Type: ",
          "Content-Type: application/vnd.api+json",
          "Accept: */*",
          "Accept: text/html",
          "Accept: application/json;q=x",
          "Accept: ,",
          "Accept-Encoding: gzip",
          "Accept-Encoding: \u0001",
          "Content-Encoding: gzip",
          "Content-Encoding: x",
          "Idempotency-Key: \"a\"",
          "Idempotency-Key: " + "k".repeat(5_000),
          "Expect: 100-continue",
          "Expect: 200-ok",
          "Range: bytes=0-1",
          "Last-Event-ID: x-1",
          "Last-Event-ID: " + "9".repeat(300),
          "Last-Event-ID: a\u00e4-3",
          "X-Forwarded-For: 1.2.3.4",
          "X-HTTP-Method-Override: DELETE",
          "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
          "Upgrade: websocket\r\nConnection: Upgrade",
          "Connection: close",
          "Connection: keep-alive, x",
          "Cookie: a=\"b",
          "Authorization: Basic !!!",
          "Date: yesterday",
          "TE: trailers",
          "Referer: ::",
          "Raw-Request-URI: /v1",
          "Timeout-Access: x",
          "Remote-Address: x",
          "X: " + "v".repeat(4_200),
          "n".repeat(70) + ": x",
          "X-A: 1\r\n folded",
          "X Y: 1",
          ": empty",
          "no-colon",
          "X: \u0000",
          "X: \u00ff",
          "Host: other",
          "Host: a b",
          "Content-Length: 5",
          "Transfer-Encoding: gzip");

  private static final List<String> METHODS =
      List.of(
          "GET",
          "PUT",
          "POST",
          "PATCH",
          "DELETE",
          "HEAD",
          "OPTIONS",
          "TRACE",
          "CONNECT",
          "get",
          "BREW",
          "M".repeat(40));

  private final List<Operation> operations = Operation.all();
  private final long seed;
  private final String account;

  Requests(long seed, String account) {
    this.seed = seed;
    this.account = account;
  }

  /** The request of this number. */
  Request of(int number) {
    // The first values of Random are alike for adjacent seeds, so the seed is spread first.
    Random random =
        new Random(31 * seed + account.hashCode() * 1_000_003L + number * 0x9E3779B97F4A7C15L);
    random.nextInt();
    return new Making(random, number).request();
  }

  /** One request under construction. */
  private final class Making {
    private final Random random;
    private final int number;
    private final Bodies bodies;
    private final Operation operation;
    private final List<String> headers = new ArrayList<>();
    private String method;
    private String target;
    private String version = "HTTP/1.1";
    private byte[] body = new byte[0];
    private boolean hasHost = true;
    private boolean isMisframed;
    private boolean mayBeClosed;

    Making(Random random, int number) {
      this.random = random;
      this.number = number;
      this.bodies = new Bodies(random);
      this.operation = chosen();
      this.method = operation.method();
      this.target = path() + query();
    }

    Request request() {
      headers();
      JsonNode json = hasBody() ? bodies.of(operation.id()) : null;
      body = json == null ? body : json.toString().getBytes(UTF_8);
      int mistakes = random.nextInt(10) < 6 ? 0 : 1 + random.nextInt(2);
      for (int i = 0; i < mistakes; i++) {
        mistake(json);
      }
      byte[] bytes = bytes();
      boolean isHttp =
          METHODS.indexOf(method) <= METHODS.indexOf("CONNECT") && version.equals("HTTP/1.1");
      boolean frames =
          headers.stream()
              .noneMatch(one -> one.startsWith("Content-Length") || one.startsWith("Transfer"));
      boolean isFramed =
          frames && isHttp && !isMisframed && !mayBeClosed && !method.equals("CONNECT");
      return new Request(
          number, operation, method, new String(bytes, ISO_8859_1), isFramed, isHttp);
    }

    private Operation chosen() {
      Operation one = bodies.one(operations);
      boolean isRare = one.id().equals("agentEvents") || !one.path().startsWith("/v1");
      return isRare && random.nextInt(4) > 0 ? bodies.one(operations) : one;
    }

    private String path() {
      return operation
          .path()
          .replace("{account}", account)
          .replace("{skill}", random.nextInt(8) == 0 ? "-1" : bodies.one(Bodies.SKILLS))
          .replace("{group}", bodies.one(Bodies.GROUPS))
          .replace("{agent}", bodies.one(Bodies.AGENTS))
          .replace("{consumer}", "k" + random.nextInt(20))
          .replace("{conversation}", bodies.conversationId());
    }

    private String query() {
      List<String> known = operation.parameters();
      if (known.contains("dryRun")) {
        return random.nextInt(3) == 0 ? "?dryRun=true" : "";
      }
      return known.contains("limit") && random.nextBoolean()
          ? "?limit=" + (1 + random.nextInt(5))
          : "";
    }

    private void headers() {
      if (CONFIGURATION.contains(method) && random.nextInt(6) > 0) {
        headers.add("If-Match: *");
      }
      if (hasBody()) {
        headers.add("Content-Type: application/json");
      }
    }

    private boolean hasBody() {
      return !operation.isLook() && !operation.method().equals("DELETE");
    }

    private void mistake(JsonNode json) {
      int kind = random.nextInt(json == null ? 10 : 20);
      switch (kind) {
        case 0, 1 ->
            target = target.replaceFirst("/[^/?]+(?=$|\\?)", "/" + quoted(bodies.one(IDS)));
        case 2 -> target = target.replace(account, quoted(bodies.one(IDS)));
        case 3 -> target = target.replace(account, account + "." + random.nextInt(30));
        case 4 -> target = oddTarget();
        case 5 -> target += (target.contains("?") ? "&" : "?") + bodies.one(QUERIES);
        case 6 -> method = bodies.one(METHODS);
        case 7, 8 -> headers.add(bodies.one(HEADERS));
        case 9 -> oddHead();
        case 10 -> isMisframed = true;
        default -> body = new JsonMutation(random).of(json).getBytes(UTF_8);
      }
    }

    private static String quoted(String replacement) {
      return java.util.regex.Matcher.quoteReplacement(replacement);
    }

    private String oddTarget() {
      return switch (random.nextInt(10)) {
        case 0 -> "http://localhost" + target;
        case 1 -> target.replaceFirst("/", "//");
        case 2 -> target.replace("/v1", "/v2");
        case 3 -> target.toUpperCase(java.util.Locale.ROOT);
        case 4 -> target + "/";
        case 5 -> target + "/x";
        case 6 -> "*";
        case 7 -> target + "#a";
        case 8 -> "http://localhost" + target + "/..";
        default -> target.substring(0, 1 + random.nextInt(target.length() - 1));
      };
    }

    private void oddHead() {
      switch (random.nextInt(4)) {
        case 0 ->
            version =
                bodies.one(List.of("HTTP/1.0", "HTTP/2.0", "HTTP/1.2", "HTTP/", "http/1.1", ""));
        case 1 -> hasHost = false;
        case 2 -> headers.removeIf(header -> header.startsWith("Content-Type"));
        default -> {
          for (int i = 0; i < 70; i++) {
            headers.add("X-" + i + ": 1");
          }
        }
      }
      mayBeClosed = true;
    }

    private byte[] bytes() {
      StringBuilder head = new StringBuilder(method + " " + target + " " + version + "\r\n");
      if (hasHost) {
        head.append("Host: localhost\r\n");
      }
      headers.forEach(header -> head.append(header).append("\r\n"));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] framed = isMisframed ? new Framing(random).of(head, body) : plain(head);
      bytes.writeBytes(head.toString().getBytes(target.contains("\u00e4") ? UTF_8 : ISO_8859_1));
      bytes.writeBytes(framed);
      return bytes.toByteArray();
    }

    private byte[] plain(StringBuilder head) {
      if (hasBody() && random.nextInt(10) == 0) {
        return Framing.chunked(head, body, random);
      }
      if (body.length > 0 || hasBody()) {
        head.append("Content-Length: ").append(body.length).append("\r\n");
      }
      head.append("\r\n");
      return body;
    }
  }
}
