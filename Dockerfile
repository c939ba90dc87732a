# One of the images, from jars that are already built: no build tools inside. bin/images builds them all; by hand:
#
#   docker build --build-arg MODULE=hotel-server -t hotelbills/server:1.1.0 .
ARG MODULE=hotel-server

# One real start beside a real MySQL, until the service says that it is well, or what else it waits for. What it has loaded
# goes into a cache that halves the time of every later start (JEP 483, 514, 515). It is made here, on the platform that the
# image is for, and with the flags that it is used with; a java that it does not fit starts without it.
FROM mysql:9.7 AS training
COPY --from=eclipse-temurin:25-jre /opt/java/openjdk /opt/java/openjdk
COPY sql/init.sql /docker-entrypoint-initdb.d/
ARG MODULE
WORKDIR /app
COPY ${MODULE}/target/lib lib
COPY ${MODULE}/target/*.jar service.jar

# How the service is started, and the pattern of the line of its log that ends the training.
ARG TRAINING_SETTINGS=""
ARG TRAINING_ARGUMENTS=""
ARG TRAINED=" SERVING"

# SerialGC: the collector that costs no memory of its own; on a heap of this size its pauses are shorter than a commit.
# CompactObjectHeaders (JEP 519): a smaller heap for the same objects.
# MaxRAMPercentage: of the container's limit, enough for a few messages of 10 MB at a time.
# InitialRAMPercentage, NewRatio: a quarter of that for the young from the start. What is not used takes no memory, whereas a heap
# that starts small moves objects that soon die to the old, and so fills all it may have.
# ExitOnOutOfMemoryError: a service without memory is no longer itself; it is better started again.
# The last two are for Netty, so that JDK 25 does not warn of it at each start.
# MaxRAM: the training runs in no container with a limit, and shall not set aside 40 % of the machine that builds.
RUN printf '%s\n' -XX:+UseSerialGC -XX:+UseCompactObjectHeaders \
      -XX:MaxRAMPercentage=40 -XX:InitialRAMPercentage=40 -XX:NewRatio=3 -XX:+ExitOnOutOfMemoryError \
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
# The libraries change less often than the service, so they are a layer of their own.
COPY ${MODULE}/target/lib lib
COPY ${MODULE}/target/*.jar service.jar
COPY --from=training /app/jvm.args /app/service.aot ./

ARG VERSION=1.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Bills Hotel: ${MODULE}" \
      org.opencontainers.image.description="Hotel reservations: Pub/Sub to gRPC to MySQL" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

# Few of the C library's arenas, each of which keeps what its threads no longer need.
ENV MALLOC_ARENA_MAX=2
# A number, so that Kubernetes can tell that it is not root.
USER 10001:10001
# The exec form: java is process 1 and gets SIGTERM itself.
ENTRYPOINT ["java", "@/app/jvm.args", "-XX:AOTCache=/app/service.aot", "-jar", "/app/service.jar"]
