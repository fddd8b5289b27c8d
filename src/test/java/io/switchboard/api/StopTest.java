package io.switchboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process that receives the stop signal, as by Ctrl-C. */
@Tag("slow")
class StopTest {
  private static final String CONVERSATION =
      "{\"id\":\"under-way\",\"consumer\":\"kim\",\"skill\":\"sales\"}";

  @TempDir private Path folder;

  @Test
  void pendingRequestsAreFinishedAndAllStateIsThereAfterARestart() throws Exception {
    Path account =
        Files.writeString(
            folder.resolve("centre.json"),
            """
            {"skills":[{"id":"sales"}],"agents":[{"id":"ann","skills":["sales"]}]}
            """);
    int port = NodeProcess.freePort();
    Switch centre = new Switch(port, "centre");
    NodeProcess node = NodeProcess.start(folder, port, account);
    try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), port)) {
      done(centre.put("/agents/ann/presence", "{\"state\":\"ONLINE\"}"));
      done(centre.post("/conversations", CONVERSATION.replace("under-way", "earlier")));
      centre.until("/conversations/earlier", answer -> answer.text("offeredTo").equals("ann"));
      done(centre.post("/conversations/earlier/accept", "{\"agent\":\"ann\"}"));

      send(caller, head());
      send(caller, CONVERSATION.substring(0, 10));
      centre.get("/conversations/earlier");
      node.stop();
      await(() -> isRefused(port));
      send(caller, CONVERSATION.substring(10));

      assertThat(statusLine(caller)).isEqualTo("HTTP/1.1 201 Created");
      node.awaitStopped();
    }
    assertThat(node.log()).doesNotContain("ERROR").doesNotContain("Exception");

    NodeProcess again = NodeProcess.start(folder, port, account);
    try {
      assertThat(centre.get("/conversations/earlier").text("agent")).isEqualTo("ann");
      assertThat(centre.get("/agents/ann").text("presence")).isEqualTo("ONLINE");
      centre.until("/conversations/under-way", answer -> answer.text("offeredTo").equals("ann"));
    } finally {
      again.kill();
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

  private static void done(Switch.Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }
}
