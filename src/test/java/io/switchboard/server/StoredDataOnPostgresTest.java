package io.switchboard.server;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class StoredDataOnPostgresTest extends StoredDataContract {
  private Postgres postgres;

  @Override
  NodeSettings settings() throws Exception {
    postgres = new Postgres();
    return Conf.postgres(postgres.newDatabase());
  }

  @Override
  void stopDatabase() throws Exception {
    postgres.close();
  }
}
