package io.switchboard.domain.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CasesTest {

  private sealed interface Shape {}

  private sealed interface Round extends Shape {}

  private record Circle(int radius) implements Round {}

  private record Ellipse(int width, int height) implements Round {}

  private record Square(int side) implements Shape {}

  @Test
  void aValueIsHandledByTheCaseOfItsRecord() {
    Cases<Integer, Shape, Integer> width =
        Cases.<Integer, Shape, Integer>of(Shape.class)
            .when(Circle.class, (scale, circle) -> scale * 2 * circle.radius())
            .when(Ellipse.class, (scale, ellipse) -> scale * ellipse.width())
            .when(Square.class, (scale, square) -> scale * square.side())
            .complete();

    assertThat(width.apply(10, new Circle(3))).isEqualTo(60);
    assertThat(width.apply(10, new Square(3))).isEqualTo(30);
  }

  @Test
  void aSealedSubtypeIsOneCaseForAllItsRecords() {
    Cases<Void, Shape, String> name =
        Cases.<Void, Shape, String>of(Shape.class)
            .when(Round.class, round -> "round")
            .when(Square.class, square -> "square")
            .complete();

    assertThat(name.apply(new Ellipse(1, 2))).isEqualTo("round");
  }

  @Test
  void aRecordWithoutACaseIsNamed() {
    Cases.Builder<Void, Shape, String> incomplete =
        Cases.<Void, Shape, String>of(Shape.class).when(Circle.class, circle -> "circle");

    assertThatThrownBy(incomplete::complete)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no entry for " + Ellipse.class.getName() + ", " + Square.class.getName());
  }

  @Test
  void aRecordWithTwoCasesIsNamed() {
    Cases.Builder<Void, Shape, String> cases =
        Cases.<Void, Shape, String>of(Shape.class).when(Circle.class, circle -> "circle");

    assertThatThrownBy(() -> cases.when(Round.class, round -> "round"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(Circle.class.getName() + " has two entries");
  }
}
