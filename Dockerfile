# One of the images, from jars that are already built: no build tools inside. bin/images builds them all; by hand:
#
#   docker build -f Dockerfile --build-arg MODULE=hotel-server -t hotelbills/server:1.0.0 hotel-server
FROM eclipse-temurin:25-jre

ARG MODULE=hotel-server
WORKDIR /app
# The libraries change less often than the service, so they are a layer of their own.
COPY target/lib lib
COPY target/${MODULE}.jar service.jar

# How the service's training run is started, and the line of its log that ends it.
ARG TRAINING_SETTINGS=""
ARG TRAINING_ARGUMENTS=""
ARG TRAINED="NOT_SERVING"

# SerialGC: the collector that costs no memory of its own; on a heap of this size its pauses are shorter than a commit.
# MaxRAMPercentage: of the container's limit; the rest is for code, classes, threads and network buffers.
# ExitOnOutOfMemoryError: a service without memory is no longer itself; it is better started again.
# The last two are for Netty, so that JDK 25 does not warn of it at each start.
#
# Then one real start, without MySQL, until it says what it waits for. What it has loaded goes into a cache that halves the
# time of every later start (JEP 483, 514, 515); it is made here, on the platform that the image is for, and with the flags
# that it is used with. A java that it does not fit starts without it.
RUN printf '%s\n' -XX:+UseSerialGC -XX:MaxRAMPercentage=40 -XX:+ExitOnOutOfMemoryError \
      --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow >jvm.args; \
    env ${TRAINING_SETTINGS} java @jvm.args -XX:AOTCacheOutput=/app/service.aot -jar /app/service.jar ${TRAINING_ARGUMENTS} \
      >/tmp/training.log 2>&1 & \
    service=$!; \
    for i in $(seq 300); do grep -q "${TRAINED}" /tmp/training.log && break; sleep 0.2; done; \
    kill -TERM $service; wait $service; \
    if grep -q "${TRAINED}" /tmp/training.log && test -s service.aot; then rm -rf /tmp/*; else cat /tmp/training.log; exit 1; fi

ARG VERSION=1.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Bills Hotel: ${MODULE}" \
      org.opencontainers.image.description="Hotel reservations: Pub/Sub to gRPC to MySQL" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

# A number, so that Kubernetes can tell that it is not root.
USER 10001:10001
# The exec form: java is process 1 and gets SIGTERM itself.
ENTRYPOINT ["java", "@/app/jvm.args", "-XX:AOTCache=/app/service.aot", "-jar", "/app/service.jar"]
