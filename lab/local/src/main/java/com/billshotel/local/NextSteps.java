package com.billshotel.local;

import com.billshotel.embedded.mysql.MysqlAddress;
import com.billshotel.local.parts.PubSub;

/** Commands to try on a running system. */
final class NextSteps {
    private NextSteps() {}

    static String of(LocalSystem system, PortOptions ports) {
        MysqlAddress mysql = system.mysql();
        return """

                The system is running. Try it from another terminal:

                # Publish a booking, its cancellation, and a malformed message
                export CLOUDSDK_API_ENDPOINT_OVERRIDES_PUBSUB=http://%1$s/ \\
                  CLOUDSDK_AUTH_DISABLE_CREDENTIALS=true CLOUDSDK_CORE_PROJECT=%2$s
                gcloud pubsub topics publish reserve --message '{"id": 1, "hotel_id": 0, "user_id": 7, \
                "reserved_datetime": 1700000000, "checkin_datetime": 1700604800}'
                gcloud pubsub topics publish reserve --message '{"id": 1, "is_cancel": true, "hotel_id": 0}'
                gcloud pubsub topics publish reserve --message 'Good Morning'

                # Publish a booking without gcloud
                curl -H 'Content-Type: application/json' -d '{"messages": [{"data": "'$(printf '{"id": 2, "hotel_id": 0, "user_id": 7, \
                "reserved_datetime": 1700000000, "checkin_datetime": 1700604800}' | base64 | tr -d "\\n")'"}]}' \\
                  http://%1$s/v1/projects/%2$s/topics/reserve:publish

                # Query the services
                grpcurl -plaintext -d '{"id": 0}' localhost:%3$d hotel.HotelService/GetHotel
                grpcurl -plaintext localhost:%4$d grpc.health.v1.Health/Check
                curl http://localhost:%8$d/metrics

                # Query the database, also at jdbc:mysql://%5$s:%6$d/hotel_db?user=%7$s
                mysql -h %5$s -P %6$d -u %7$s hotel_db -e 'SELECT * FROM hotels; SELECT * FROM reserve_hotel; \
                SELECT message_id, reason, detail FROM dead_letters'

                Press Ctrl-C to stop everything. The services' logs follow.
                """
                .formatted(
                        system.pubsubEndpoint(),
                        PubSub.PROJECT,
                        ports.server,
                        ports.worker,
                        mysql.host(),
                        mysql.port(),
                        mysql.user(),
                        ports.workerMetrics);
    }
}
