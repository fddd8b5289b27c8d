package io.switchboard.http;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** One shop for all tests of a class; its recorded requests are cleared between them. */
public abstract class ShopScenario {
  public static Shop shop;

  @BeforeAll
  static void open() {
    shop = new Shop();
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @BeforeEach
  final void forget() {
    shop.entities.forget();
  }
}
