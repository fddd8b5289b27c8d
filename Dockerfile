# Image of one node. It has no settings of the cluster or the database; these come from environment variables, as
# conf/cluster.conf explains.

FROM maven:3.9.9-eclipse-temurin-17 AS build
WORKDIR /build
# The libraries have a layer of their own, because they change less often than the code.
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
# The heap gets half of the memory; buffers, threads and classes use the rest. Java exits when it is out of
# memory, so that the container is restarted. It is the first process of the container and so receives the stop
# signal.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", \
            "-Dlogback.configurationFile=conf/logback.xml", "-jar", "switchboard.jar"]
CMD ["serve", "--config", "conf/cluster.conf"]
