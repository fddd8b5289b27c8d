package io.switchboard;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of docs/architecture.md: who may know whom. */
@AnalyzeClasses(packages = "io.switchboard", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule arrowsBetweenRoomsPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("Switchboard")
          .definedBy("io.switchboard")
          .layer("command")
          .definedBy("io.switchboard.command..")
          .layer("cluster")
          .definedBy("io.switchboard.cluster..")
          .layer("http")
          .definedBy("io.switchboard.http..")
          .layer("entity")
          .definedBy("io.switchboard.entity..")
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
          .whereLayer("Switchboard")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("command")
          .mayOnlyBeAccessedByLayers("Switchboard")
          .whereLayer("cluster")
          .mayOnlyBeAccessedByLayers("command")
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("cluster")
          .whereLayer("entity")
          .mayOnlyBeAccessedByLayers("cluster", "http")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("command")
          .whereLayer("trace")
          .mayOnlyBeAccessedByLayers("command")
          .whereLayer("simulation")
          .mayOnlyBeAccessedByLayers("command", "report", "trace")
          .whereLayer("document")
          .mayOnlyBeAccessedByLayers("command", "cluster", "http", "entity", "trace")
          .whereLayer("domain")
          .mayOnlyBeAccessedByLayers(
              "command", "cluster", "http", "entity", "report", "trace", "simulation", "document");

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
  static final ArchRule theDomainHasNoClockAndNoChance =
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
  static final ArchRule packagesDoNotGoInCircles =
      slices().matching("io.switchboard.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyWhatIsWrittenAsJsonKnowsJackson =
      only(
          "com.fasterxml.jackson..",
          "io.switchboard.document..",
          "io.switchboard.entity..",
          "io.switchboard.http..",
          "io.switchboard.simulation.report..");

  @ArchTest
  static final ArchRule onlyEntitiesHttpAndClusterKnowAkka =
      only(
          "akka..", "io.switchboard.entity..", "io.switchboard.http..", "io.switchboard.cluster..");

  @ArchTest
  static final ArchRule onlyHttpAndClusterKnowAkkaHttp =
      only("akka.http..", "io.switchboard.http..", "io.switchboard.cluster..");

  @ArchTest
  static final ArchRule onlyEntitiesAndClusterKnowPersistence =
      only("akka.persistence..", "io.switchboard.entity..", "io.switchboard.cluster..");

  @ArchTest
  static final ArchRule onlyEntitiesAndClusterKnowTheCluster =
      only("akka.cluster..", "io.switchboard.entity..", "io.switchboard.cluster..");

  @ArchTest
  static final ArchRule onlyTheClusterKnowsDatabases =
      only(
          "(slick|com.zaxxer.hikari|org.flywaydb|org.h2|org.postgresql|java.sql|javax.sql)..",
          "io.switchboard.cluster..");

  @ArchTest
  static final ArchRule onlyTheClusterKnowsMicrometer =
      only("io.micrometer..", "io.switchboard.cluster..");

  @ArchTest
  static final ArchRule onlyTheTraceKnowsCsv =
      only("de.siegmar.fastcsv..", "io.switchboard.simulation.trace..");

  @ArchTest
  static final ArchRule onlyTheCommandLineKnowsPicocli =
      only("picocli..", "io.switchboard", "io.switchboard.command..");

  private static ArchRule only(String library, String... rooms) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }
}
