package io.switchboard;

/** The command line. */
public final class Switchboard {
  private Switchboard() {}

  public static void main(String[] arguments) {
    System.out.println("hello");
  }
}
