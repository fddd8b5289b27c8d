package io.switchboard.domain.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Messages under way, which arrive in any order, twice, or never. */
final class Network {

  /** A message, and the client that waits for its answer. */
  record Mail(Letter letter, Requester client) {}

  private final Random random;
  private final List<Mail> inFlight = new ArrayList<>();
  private Faults faults;

  Network(Random random, Faults faults) {
    this.random = random;
    this.faults = faults;
  }

  Faults faults() {
    return faults;
  }

  /** Ends losses and repetitions. */
  void becomeReliable() {
    faults = Faults.DISORDER;
  }

  void send(Mail mail) {
    if (!Faults.happens(faults.loss(), random)) {
      inFlight.add(mail);
    }
  }

  /** Loses all messages under way. */
  void lose() {
    inFlight.clear();
  }

  boolean isEmpty() {
    return inFlight.isEmpty();
  }

  int size() {
    return inFlight.size();
  }

  /** One of the oldest messages; it may arrive once more. */
  Mail take() {
    int index = random.nextInt(Math.min(faults.disorder(), inFlight.size()));
    Mail mail = inFlight.get(index);
    if (!Faults.happens(faults.repetition(), random)) {
      inFlight.remove(index);
    }
    return mail;
  }

  /** At most this number of further messages to the entities of the same actor. */
  List<Mail> takeMore(Actor to, int most) {
    List<Mail> more = new ArrayList<>();
    for (int i = inFlight.size() - 1; i >= 0 && more.size() < most; i--) {
      if (to.runs(inFlight.get(i).letter().to())) {
        more.add(inFlight.get(i));
        inFlight.remove(i);
      }
    }
    return more;
  }
}
