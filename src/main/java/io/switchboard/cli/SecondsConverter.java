package io.switchboard.cli;

import io.switchboard.simulation.trace.DecimalSeconds;
import java.util.OptionalLong;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Converter of decimal seconds on the command line to nanoseconds: at least 0, at most nine
 * decimals.
 */
final class SecondsConverter implements ITypeConverter<Long> {
  @Override
  public Long convert(String seconds) {
    OptionalLong nanos = DecimalSeconds.parse(seconds);
    if (nanos.isPresent()) {
      return nanos.getAsLong();
    }
    throw new TypeConversionException(DecimalSeconds.fault(seconds));
  }
}
