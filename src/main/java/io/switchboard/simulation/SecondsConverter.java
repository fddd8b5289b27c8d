package io.switchboard.simulation;

import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Decimal seconds on the command line, as nanoseconds: at least 0, at most nine decimals. */
final class SecondsConverter implements ITypeConverter<Long> {
  private static final int NANO_DECIMALS = 9;

  @Override
  public Long convert(String seconds) {
    try {
      long nanos = new BigDecimal(seconds).movePointRight(NANO_DECIMALS).longValueExact();
      if (nanos >= 0) {
        return nanos;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // Said below, as of a negative number.
    }
    throw new TypeConversionException(
        "'"
            + seconds
            + "' is not a number of seconds from 0 to 9223372036 with nine decimals at most");
  }
}
