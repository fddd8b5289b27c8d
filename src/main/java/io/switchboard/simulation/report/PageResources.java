package io.switchboard.simulation.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Resources of the HTML page on the class path. */
final class PageResources {
  private static final String ABOUT = "META-INF/maven/org.webjars/echarts/pom.properties";

  private PageResources() {}

  /** Returns the script of Apache ECharts, which draws the plots, in the version of the build. */
  static String chartLibrary() throws IOException {
    Properties about = new Properties();
    try (InputStream in = open(ABOUT)) {
      about.load(in);
    }
    return text(
        "META-INF/resources/webjars/echarts/"
            + about.getProperty("version")
            + "/echarts.common.min.js");
  }

  static String own(String name) throws IOException {
    return text("report/" + name);
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = open(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream in = PageResources.class.getClassLoader().getResourceAsStream(resource);
    if (in == null) {
      throw new FileNotFoundException(resource + " is missing from the class path");
    }
    return in;
  }
}
