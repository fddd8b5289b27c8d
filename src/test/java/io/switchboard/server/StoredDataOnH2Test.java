package io.switchboard.server;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class StoredDataOnH2Test extends StoredDataContract {
  @TempDir private static Path folder;

  @Override
  NodeSettings settings() {
    return Conf.h2(folder);
  }
}
