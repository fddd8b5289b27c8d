package io.switchboard.domain.queue.matching;

import java.util.Comparator;
import java.util.Iterator;
import java.util.PriorityQueue;

/** The elements of several sorted iterations in one order. */
final class Merge<E> implements Iterator<E> {
  private record Head<E>(E element, Iterator<E> rest) {}

  private final PriorityQueue<Head<E>> heads;

  Merge(Comparator<? super E> order) {
    heads = new PriorityQueue<>(Comparator.comparing(Head::element, order));
  }

  /** Adds an iteration, which must be sorted in the order of this merge. */
  void add(Iterator<E> sorted) {
    if (sorted.hasNext()) {
      heads.add(new Head<>(sorted.next(), sorted));
    }
  }

  @Override
  public boolean hasNext() {
    return !heads.isEmpty();
  }

  @Override
  public E next() {
    Head<E> head = heads.remove();
    add(head.rest());
    return head.element();
  }
}
