package io.switchboard.server.database;

import com.typesafe.config.Config;
import io.switchboard.server.Conf;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class H2DatabaseTest extends StoredStateContract {
  @TempDir private Path folder;

  @Override
  Config empty() {
    return Conf.h2(folder).config();
  }
}
