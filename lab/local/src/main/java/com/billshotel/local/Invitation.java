package com.billshotel.local;

import com.billshotel.embedded.mysql.MysqlAddress;
import com.billshotel.local.parts.PubSub;

/** Lines to copy and paste at a running system. */
final class Invitation {
    private Invitation() {}

    static String to(LocalSystem system, PortOptions ports) {
        MysqlAddress mysql = system.mysql();
        return """

                The system is up. Try it from another terminal:

                # publish: another booking, its cancellation, and something that is no reservation
                export CLOUDSDK_API_ENDPOINT_OVERRIDES_PUBSUB=http://%1$s/ \\
                  CLOUDSDK_AUTH_DISABLE_CREDENTIALS=true CLOUDSDK_CORE_PROJECT=%2$s
                gcloud pubsub topics publish reserve --message '{"id": 1, "hotel_id": 0, "user_id": 7, \
                "reserved_datetime": 1700000000, "checkin_datetime": 1700604800}'
                gcloud pubsub topics publish reserve --message '{"id": 1, "is_cancel": true, "hotel_id": 0}'
                gcloud pubsub topics publish reserve --message 'Good Morning'

                # the same without gcloud
                curl -H 'Content-Type: application/json' -d '{"messages": [{"data": "'$(printf '{"id": 2, "hotel_id": 0, "user_id": 7, \
                "reserved_datetime": 1700000000, "checkin_datetime": 1700604800}' | base64 | tr -d "\\n")'"}]}' \\
                  http://%1$s/v1/projects/%2$s/topics/reserve:publish

                # look
                grpcurl -plaintext -d '{"id": 0}' localhost:%3$d hotel.HotelService/GetHotel
                grpcurl -plaintext localhost:%4$d grpc.health.v1.Health/Check
                mysql -h %5$s -P %6$d -u %7$s hotel_db -e 'SELECT * FROM hotels; SELECT * FROM reserve_hotel; \
                SELECT message_id, reason, detail FROM dead_letters'
                jdbc:mysql://%5$s:%6$d/hotel_db?user=%7$s
                curl http://localhost:%8$d/metrics

                Ctrl-C stops everything. The services' lines follow.
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
