package io.switchboard;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dependencies between packages, as docs/architecture.md draws them. */
@AnalyzeClasses(packages = "io.switchboard", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule packagesDependInOneDirection =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("main")
          .definedBy("io.switchboard")
          .layer("cli")
          .definedBy("io.switchboard.cli..")
          .layer("server")
          .definedBy("io.switchboard.server..")
          .layer("http")
          .definedBy("io.switchboard.http..")
          .layer("actor")
          .definedBy("io.switchboard.actor..")
          .layer("report")
          .definedBy("io.switchboard.simulation.report..")
          .layer("trace")
          .definedBy("io.switchboard.simulation.trace..")
          .layer("simulation")
          .definedBy("io.switchboard.simulation")
          .layer("document")
          .definedBy("io.switchboard.document..")
          .layer("domain")
          .definedBy("io.switchboard.domain..")
          .whereLayer("main")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("cli")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("server")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("server")
          .whereLayer("actor")
          .mayOnlyBeAccessedByLayers("server", "http")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("trace")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("simulation")
          .mayOnlyBeAccessedByLayers("cli", "report", "trace")
          .whereLayer("document")
          .mayOnlyBeAccessedByLayers("cli", "server", "http", "actor", "trace")
          .whereLayer("domain")
          .mayOnlyBeAccessedByLayers(
              "cli", "server", "http", "actor", "report", "trace", "simulation", "document");

  @ArchTest
  static final ArchRule entitiesKnowOneAnotherByMessagesOnly =
      slices()
          .matching("io.switchboard.domain.(agent|consumer|conversation|queue)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule theDomainIsPlainJava =
      classes()
          .that()
          .resideInAPackage("io.switchboard.domain..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "io.switchboard.domain..",
                  "java.lang..",
                  "java.math..",
                  "java.util..",
                  "java.time"));

  @ArchTest
  static final ArchRule theDomainHasNoClockAndNoRandomNumbers =
      noClasses()
          .that()
          .resideInAPackage("io.switchboard.domain..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.time.Clock")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.util.random.RandomGenerator.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class);

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("io.switchboard.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule jacksonIsUsedWhereJsonIsWritten =
      only(
          "com.fasterxml.jackson..",
          "io.switchboard.document..",
          "io.switchboard.actor..",
          "io.switchboard.http..",
          "io.switchboard.simulation.report..");

  @ArchTest
  static final ArchRule akkaIsUsedByActorsHttpAndServer =
      only("akka..", "io.switchboard.actor..", "io.switchboard.http..", "io.switchboard.server..");

  @ArchTest
  static final ArchRule akkaHttpIsUsedByHttpAndServer =
      only("akka.http..", "io.switchboard.http..", "io.switchboard.server..");

  @ArchTest
  static final ArchRule akkaPersistenceIsUsedByActorsAndServer =
      only("akka.persistence..", "io.switchboard.actor..", "io.switchboard.server..");

  @ArchTest
  static final ArchRule akkaClusterIsUsedByActorsAndServer =
      only("akka.cluster..", "io.switchboard.actor..", "io.switchboard.server..");

  @ArchTest
  static final ArchRule databasesAreUsedByTheServer =
      only(
          "(slick|com.zaxxer.hikari|org.flywaydb|org.h2|org.postgresql|java.sql|javax.sql)..",
          "io.switchboard.server..");

  @ArchTest
  static final ArchRule micrometerIsUsedByTheServer =
      only("io.micrometer..", "io.switchboard.server..");

  @ArchTest
  static final ArchRule csvIsReadByTraces =
      only("de.siegmar.fastcsv..", "io.switchboard.simulation.trace..");

  @ArchTest
  static final ArchRule picocliIsUsedByTheCommandLine =
      only("picocli..", "io.switchboard", "io.switchboard.cli..");

  @Test
  void eachPackageIsDescribedAndSmall() throws IOException {
    try (Stream<Path> folders = Files.walk(Path.of("src", "main", "java", "io", "switchboard"))) {
      assertThat(folders.filter(Files::isDirectory).filter(folder -> !sources(folder).isEmpty()))
          .allSatisfy(
              folder -> {
                assertThat(sources(folder)).contains("package-info.java");
                assertThat(sources(folder).size() - 1)
                    .isLessThanOrEqualTo(folder.endsWith("domain/account") ? 45 : 20);
              });
    }
  }

  private static List<String> sources(Path folder) {
    String[] files = folder.toFile().list((in, name) -> name.endsWith(".java"));
    return List.of(Optional.ofNullable(files).orElseThrow());
  }

  private static ArchRule only(String library, String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }
}
