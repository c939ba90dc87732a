# Builds one image from prebuilt jars, without build tools. bin/images builds all of them; to build one by hand:
#
#   docker build --build-arg MODULE=hotel-server -t hotelbills/server:1.1.0 .
ARG MODULE=hotel-server

# Training run for the AOT cache (JEP 483, 514, 515), which halves the startup time: starts the service against a real MySQL
# until it logs that it is serving, or what else it waits for. The cache depends on the platform and the JVM flags, so it is
# created here, on the image's platform and with the image's flags; a JVM that it does not match starts without it.
FROM mysql:9.7 AS training
COPY --from=eclipse-temurin:25-jre /opt/java/openjdk /opt/java/openjdk
COPY sql/init.sql /docker-entrypoint-initdb.d/
ARG MODULE
WORKDIR /app
COPY ${MODULE}/target/lib lib
COPY ${MODULE}/target/*.jar service.jar

# Settings and arguments of the training run, and the log pattern that ends it.
ARG TRAINING_SETTINGS=""
ARG TRAINING_ARGUMENTS=""
ARG TRAINED=" SERVING"

# SerialGC: no memory overhead; at this heap size its pauses are shorter than a commit.
# CompactObjectHeaders (JEP 519): the same objects in a smaller heap.
# MaxRAMPercentage: share of the container's limit, enough for a few messages of 10 MB at a time.
# InitialRAMPercentage, NewRatio: a young generation of a quarter of the heap from the start. Unused heap takes no memory, whereas
# a heap that starts small promotes short-lived objects to the old generation and so grows to its maximum.
# MaxDirectMemorySize: limits the buffers of the network, so that heap, buffers and the JVM itself (about 90 MB) fit the limit.
# ExitOnOutOfMemoryError: after an OutOfMemoryError the state is undefined, so exit and be restarted.
# The last two silence JDK 25's warnings about Netty at each start.
# MaxRAM: the training run has no container limit, and must not reserve 40 % of the build machine's memory.
RUN printf '%s\n' -XX:+UseSerialGC -XX:+UseCompactObjectHeaders \
      -XX:MaxRAMPercentage=40 -XX:InitialRAMPercentage=40 -XX:NewRatio=3 -XX:MaxDirectMemorySize=96m \
      -XX:+ExitOnOutOfMemoryError \
      --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow >jvm.args; \
    echo training >/tmp/password; \
    MYSQL_ROOT_PASSWORD=training MYSQL_DATABASE=hotel_db docker-entrypoint.sh mysqld >/tmp/mysql.log 2>&1 & \
    env MYSQL_HOST=127.0.0.1 MYSQL_PASSWORD_FILE=/tmp/password ${TRAINING_SETTINGS} \
      /opt/java/openjdk/bin/java @jvm.args -XX:MaxRAM=384m -XX:AOTCacheOutput=/app/service.aot \
        -jar /app/service.jar ${TRAINING_ARGUMENTS} \
      >/tmp/training.log 2>&1 & \
    service=$!; \
    for i in $(seq 600); do grep -q "${TRAINED}" /tmp/training.log && break; sleep 0.2; done; \
    kill -TERM $service; wait $service; \
    grep -q "${TRAINED}" /tmp/training.log && test -s service.aot || { cat /tmp/mysql.log /tmp/training.log; exit 1; }

FROM eclipse-temurin:25-jre
ARG MODULE
WORKDIR /app
# The libraries change less often than the service, so they get their own layer.
COPY ${MODULE}/target/lib lib
COPY ${MODULE}/target/*.jar service.jar
COPY --from=training /app/jvm.args /app/service.aot ./
# What is in /app, and under which licenses.
COPY ${MODULE}/target/sbom.json ${MODULE}/target/THIRD-PARTY.txt ./

ARG VERSION=1.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Bills Hotel: ${MODULE}" \
      org.opencontainers.image.description="Hotel reservations: Pub/Sub to gRPC to MySQL" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

# Limits the number of malloc arenas, each of which retains freed memory.
ENV MALLOC_ARENA_MAX=2
# Numeric, so that Kubernetes can verify runAsNonRoot.
USER 10001:10001
# Exec form: java is process 1 and receives SIGTERM.
ENTRYPOINT ["java", "@/app/jvm.args", "-XX:AOTCache=/app/service.aot", "-jar", "/app/service.jar"]
