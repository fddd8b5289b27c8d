package io.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ServeTest {
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void aTakenPortIsAFailureWithAMessageOfOneSentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int code = serve("--port", "" + taken.getLocalPort());

      assertThat(code).isEqualTo(1);
      assertThat(err.toString().lines())
          .singleElement()
          .asString()
          .startsWith("Cannot listen on 127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void anInvalidAccountIsRefusedWithItsViolations() throws IOException {
    assertThat(serve("--account", file("shop.json", "{\"nome\": 1}"))).isEqualTo(2);

    assertThat(err.toString()).contains("shop.json is invalid", "nome");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void aFileWhoseNameIsAnInvalidIdIsRefused() throws IOException {
    assertThat(serve("--account", file("my shop.json", "{}"))).isEqualTo(2);

    assertThat(err.toString()).contains("my shop.json is not a valid account id");
  }

  @Test
  void twoFilesOfOneAccountAreRefused() throws IOException {
    String shop = file("shop.json", "{\"name\": \"Shop\", \"skills\": [{\"id\": \"sales\"}]}");

    assertThat(serve("--account", shop, "--account", shop)).isEqualTo(2);

    assertThat(err.toString()).contains("two files have the account id shop");
  }

  @Test
  void aMissingConfigurationIsReportedWithItsName() {
    assertThat(serve("--config", "none.conf")).isEqualTo(1);

    assertThat(err.toString()).contains("none.conf");
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  private int serve(String... options) {
    Stream<String> data = Stream.of("serve", "--data", folder.resolve("data").toString());
    return Switchboard.commandLine()
        .setErr(new PrintWriter(err, true))
        .execute(Stream.concat(data, Stream.of(options)).toArray(String[]::new));
  }
}
