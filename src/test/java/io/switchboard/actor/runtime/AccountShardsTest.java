package io.switchboard.actor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccountShardsTest {
  private static final int SHARDS = 100;

  private final AccountShards<String> shards = new AccountShards<>(SHARDS);

  @Test
  void allEntitiesOfAnAccountHaveOneShard() {
    String account = shards.shardId("shop");

    assertThat(shards.shardId("shop|support")).isEqualTo(account);
    assertThat(shards.shardId("shop|a consumer | with bars")).isEqualTo(account);
    assertThat(shards.shardId("shop|")).isEqualTo(account);
  }

  @Test
  void accountsAreSpreadOverTheShards() {
    assertThat(IntStream.range(0, 1_000).mapToObj(i -> shards.shardId("account" + i)).distinct())
        .hasSizeGreaterThan(SHARDS * 9 / 10)
        .allMatch(shard -> Integer.parseInt(shard) >= 0 && Integer.parseInt(shard) < SHARDS);
  }
}
