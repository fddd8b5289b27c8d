package io.switchboard.domain.queue.matching;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A sorted set with the rank of its elements. Adding, removing, ranking and finding an element take
 * O(log n) comparisons; each step of an iteration takes O(1) amortised.
 *
 * <p>It is a weight-balanced tree with the parameters (3, 2): Hirai and Yamamoto, <i>Balancing
 * weight-balanced trees</i>, Journal of Functional Programming 21 (2011). The size of a subtree
 * serves both as the weight for balancing and for the rank.
 *
 * @param <E> elements that compare equal only to themselves
 */
final class RankedSet<E extends Comparable<? super E>> implements Iterable<E> {
  private static final int DELTA = 3;
  private static final int GAMMA = 2;

  private static final class Node<E> {
    E element;
    Node<E> left;
    Node<E> right;
    int size = 1;

    Node(E element) {
      this.element = element;
    }
  }

  private Node<E> root;
  private E first;

  int size() {
    return size(root);
  }

  boolean isEmpty() {
    return root == null;
  }

  /** The smallest element; null when there is none. Takes O(1). */
  E first() {
    return first;
  }

  /** Adds an element that is not in the set. */
  void add(E element) {
    root = add(root, element);
    if (first == null || element.compareTo(first) < 0) {
      first = element;
    }
  }

  /** Removes an element that is in the set. */
  void remove(E element) {
    root = remove(root, element);
    if (element.compareTo(first) == 0) {
      first = smallest(root);
    }
  }

  private static <E> E smallest(Node<E> root) {
    Node<E> node = root;
    while (node != null && node.left != null) {
      node = node.left;
    }
    return node == null ? null : node.element;
  }

  /** How many elements are smaller than this key. */
  int rank(Comparable<? super E> key) {
    int smaller = 0;
    Node<E> node = root;
    while (node != null) {
      if (key.compareTo(node.element) <= 0) {
        node = node.left;
      } else {
        smaller += size(node.left) + 1;
        node = node.right;
      }
    }
    return smaller;
  }

  /** All elements in order. The set must not change meanwhile. */
  @Override
  public Iterator<E> iterator() {
    return new Walk<>(root, key -> -1);
  }

  /** The elements greater than this key, in order. */
  Iterator<E> after(Comparable<? super E> key) {
    return new Walk<>(root, key);
  }

  private static int size(Node<?> node) {
    return node == null ? 0 : node.size;
  }

  private static <E extends Comparable<? super E>> Node<E> add(Node<E> node, E element) {
    if (node == null) {
      return new Node<>(element);
    }
    if (element.compareTo(node.element) < 0) {
      node.left = add(node.left, element);
    } else {
      node.right = add(node.right, element);
    }
    return balance(node);
  }

  private static <E extends Comparable<? super E>> Node<E> remove(Node<E> node, E element) {
    if (node == null) {
      throw new NoSuchElementException("not in the set: " + element);
    }
    int difference = element.compareTo(node.element);
    if (difference < 0) {
      node.left = remove(node.left, element);
    } else if (difference > 0) {
      node.right = remove(node.right, element);
    } else if (node.left == null) {
      return node.right;
    } else if (node.right == null) {
      return node.left;
    } else {
      Node<E> successor = node.right;
      while (successor.left != null) {
        successor = successor.left;
      }
      node.element = successor.element;
      node.right = remove(node.right, successor.element);
    }
    return balance(node);
  }

  private static <E> Node<E> balance(Node<E> node) {
    if (tooLight(node.left, node.right)) {
      if (!lightEnough(node.right.left, node.right.right)) {
        node.right = rotateRight(node.right);
      }
      return rotateLeft(node);
    }
    if (tooLight(node.right, node.left)) {
      if (!lightEnough(node.left.right, node.left.left)) {
        node.left = rotateLeft(node.left);
      }
      return rotateRight(node);
    }
    return resized(node);
  }

  private static boolean tooLight(Node<?> light, Node<?> heavy) {
    return DELTA * (size(light) + 1) < size(heavy) + 1;
  }

  private static boolean lightEnough(Node<?> inner, Node<?> outer) {
    return size(inner) + 1 < GAMMA * (size(outer) + 1);
  }

  private static <E> Node<E> rotateLeft(Node<E> node) {
    Node<E> top = node.right;
    node.right = top.left;
    top.left = resized(node);
    return resized(top);
  }

  private static <E> Node<E> rotateRight(Node<E> node) {
    Node<E> top = node.left;
    node.left = top.right;
    top.right = resized(node);
    return resized(top);
  }

  private static <E> Node<E> resized(Node<E> node) {
    node.size = size(node.left) + size(node.right) + 1;
    return node;
  }

  private static final class Walk<E> implements Iterator<E> {
    private final Deque<Node<E>> path = new ArrayDeque<>();

    Walk(Node<E> root, Comparable<? super E> after) {
      Node<E> node = root;
      while (node != null) {
        if (after.compareTo(node.element) >= 0) {
          node = node.right;
        } else {
          path.push(node);
          node = node.left;
        }
      }
    }

    @Override
    public boolean hasNext() {
      return !path.isEmpty();
    }

    @Override
    public E next() {
      Node<E> next = path.pop();
      for (Node<E> node = next.right; node != null; node = node.left) {
        path.push(node);
      }
      return next.element;
    }
  }
}
