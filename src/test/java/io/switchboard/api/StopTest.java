package io.switchboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.Switchboard;
import io.switchboard.processes.LoneNode;
import io.switchboard.processes.LoneNode.Start;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process that receives the stop signal, as by Ctrl-C. */
@Tag("slow")
class StopTest {
  private static final String CONVERSATION =
      "{\"id\":\"under-way\",\"consumer\":\"kim\",\"skill\":\"sales\"}";

  private static final Start START = Start.of(Switchboard.class);

  @TempDir private Path folder;

  @Test
  void pendingRequestsAreFinishedAndAllStateIsThereAfterARestart() throws Exception {
    Path account =
        Files.writeString(
            folder.resolve("centre.json"),
            """
            {"skills":[{"id":"sales"}],"agents":[{"id":"ann","skills":["sales"]}]}
            """);
    int port = LoneNode.freePort();
    AccountClient centre = new AccountClient(port, "centre");
    try (LoneNode node = LoneNode.start(folder, port, account, START).awaitReady();
        Socket caller = new Socket(InetAddress.getLoopbackAddress(), port)) {
      done(centre.put("/agents/ann/presence", "{\"state\":\"ONLINE\"}"));
      done(centre.post("/conversations", CONVERSATION.replace("under-way", "earlier")));
      centre.until("/conversations/earlier", answer -> answer.text("offeredTo").equals("ann"));
      done(centre.post("/conversations/earlier/accept", "{\"agent\":\"ann\"}"));

      send(caller, head());
      send(caller, CONVERSATION.substring(0, 10));
      centre.get("/conversations/earlier");
      node.process().destroy();
      await(() -> isRefused(port));
      send(caller, CONVERSATION.substring(10));

      assertThat(statusLine(caller)).isEqualTo("HTTP/1.1 201 Created");
      node.awaitEnd(Duration.ofSeconds(60));
      assertThat(String.join("\n", node.log())).doesNotContain("ERROR", "Exception");
    }

    try (LoneNode again = LoneNode.start(folder, port, account, START).awaitReady()) {
      assertThat(again.get("/health/ready")).isEqualTo(200);
      assertThat(centre.get("/conversations/earlier").text("agent")).isEqualTo("ann");
      assertThat(centre.get("/agents/ann").text("presence")).isEqualTo("ONLINE");
      centre.until("/conversations/under-way", answer -> answer.text("offeredTo").equals("ann"));
    }
  }

  private static String head() {
    return "POST /v1/accounts/centre/conversations HTTP/1.1\r\n"
        + "Host: localhost\r\n"
        + "Content-Type: application/json\r\n"
        + "Content-Length: "
        + CONVERSATION.length()
        + "\r\n\r\n";
  }

  private static void send(Socket caller, String text) throws IOException {
    caller.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    caller.getOutputStream().flush();
  }

  private static String statusLine(Socket caller) throws IOException {
    return new BufferedReader(
            new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII))
        .readLine();
  }

  private static boolean isRefused(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return !socket.isConnected();
    } catch (IOException refused) {
      return true;
    }
  }

  private static void await(BooleanSupplier moment) {
    long end = System.nanoTime() + 30_000_000_000L;
    while (!moment.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static void done(AccountClient.Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }
}
