package io.switchboard.server.database;

import java.util.concurrent.ThreadFactory;

/** Threads of this name that do not keep the process alive. */
public record DaemonThreads(String name) implements ThreadFactory {
  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
