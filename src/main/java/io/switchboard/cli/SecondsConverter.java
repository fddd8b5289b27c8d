package io.switchboard.cli;

import io.switchboard.simulation.trace.DecimalSeconds;
import java.util.OptionalLong;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converter of decimal seconds (at least 0, at most nine decimals) to nanoseconds. */
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
