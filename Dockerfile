# One node. Says nothing about its cluster or database: the environment does, as conf/cluster.conf explains.

FROM maven:3.9.9-eclipse-temurin-17 AS build
WORKDIR /build
# The libraries change less often than the code, so they are a layer of their own.
COPY .mvn .mvn
COPY pom.xml .
RUN mvn -q -B dependency:go-offline
COPY conf conf
COPY src/main src/main
RUN mvn -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true package

FROM eclipse-temurin:17.0.19_10-jre-noble
RUN useradd --system --uid 10001 --no-create-home switchboard
WORKDIR /opt/switchboard
COPY --from=build /build/target/lib lib
COPY --from=build /build/target/switchboard.jar .
COPY conf conf
USER 10001
# HTTP, remoting, management.
EXPOSE 8080 25520 8558
ENV HTTP_HOST=0.0.0.0 BIND_HOST=0.0.0.0
# Half of the memory is left to what is not heap: buffers, threads, classes. Exits when memory is out, to be
# started again. The first process of the container, so that it hears when it should stop.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", \
            "-Dlogback.configurationFile=conf/logback.xml", "-jar", "switchboard.jar"]
CMD ["serve", "--config", "conf/cluster.conf"]
