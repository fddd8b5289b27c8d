package io.switchboard.simulation;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The source of Apache ECharts, which draws the plots, from the class path. */
final class ChartLibrary {
  private static final String ABOUT = "META-INF/maven/org.webjars/echarts/pom.properties";

  private ChartLibrary() {}

  /** The script, in the version that the build depends on. */
  static String script() throws IOException {
    Properties about = new Properties();
    try (InputStream in = open(ABOUT)) {
      about.load(in);
    }
    return text(
        "META-INF/resources/webjars/echarts/"
            + about.getProperty("version")
            + "/echarts.common.min.js");
  }

  /** A text of the class path, in UTF-8. */
  static String text(String resource) throws IOException {
    try (InputStream in = open(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream in = ChartLibrary.class.getClassLoader().getResourceAsStream(resource);
    if (in == null) {
      throw new FileNotFoundException(resource + " is missing from the class path");
    }
    return in;
  }
}
