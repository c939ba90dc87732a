package com.billshotel.local.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.mysql.SchemaVersion;
import com.billshotel.runtime.retention.PurgeCommand;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests, parsed strictly and checked against each other and against the code. */
class ManifestTest {
    @Nested
    class Base extends ManifestContract {
        @Override
        Manifests manifests() {
            return Manifests.base();
        }
    }

    /** {@code kubectl apply -k k8s} applies the same objects as its files. */
    @Nested
    class BaseKustomized extends ManifestContract {
        @Override
        Manifests manifests() throws IOException, InterruptedException {
            Manifests built = Kustomize.build("k8s");
            assertThat(built.all())
                    .containsExactlyInAnyOrderElementsOf(Manifests.base().all());
            return built;
        }
    }

    @Nested
    class Local extends ManifestContract {
        @Override
        Manifests manifests() throws IOException, InterruptedException {
            return Kustomize.build("k8s-overlays/local");
        }

        @Test
        void objects_doNotNeedTheCloud() throws Exception {
            String everything = manifests().all().toString();

            assertThat(everything).doesNotContain("gcp-key", "ecr-secret", "GOOGLE_APPLICATION_CREDENTIALS");
        }
    }

    @Nested
    class Ecr extends ManifestContract {
        @Override
        Manifests manifests() throws IOException, InterruptedException {
            return Kustomize.build("k8s-overlays/ecr");
        }

        @Test
        void images_comeFromTheRegistry() throws Exception {
            Map<String, String> cf =
                    manifests().get(V1ConfigMap.class, "ecr-cf").getData();

            assertThat(manifests().all(V1Deployment.class))
                    .extracting(deployment -> deployment
                            .getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .get(0)
                            .getImage())
                    .containsExactlyInAnyOrder(
                            cf.get("registry") + "/hotelbills/server:" + cf.get("tag"),
                            cf.get("registry") + "/hotelbills/reserve-client:" + cf.get("tag"));
            assertThat(manifests().all(V1Job.class)).singleElement().satisfies(job -> {
                V1PodSpec pod = job.getSpec().getTemplate().getSpec();
                assertThat(pod.getInitContainers().get(0).getImage())
                        .isEqualTo(cf.get("registry") + "/hotelbills/server:" + cf.get("tag"));
                assertThat(pod.getImagePullSecrets().get(0).getName()).isEqualTo("ecr-secret");
            });
        }
    }

    @Nested
    class Gke extends ManifestContract {
        @Override
        Manifests manifests() throws IOException, InterruptedException {
            return Kustomize.build("k8s-overlays/gke");
        }

        @Test
        void objects_includeNeitherDatabaseNorKey() throws Exception {
            assertThat(manifests().all(V1StatefulSet.class)).isEmpty();
            assertThat(manifests().all().toString()).doesNotContain("hotel-db", "gcp-key", "ecr-secret");
        }
    }

    @Nested
    class LocalWithBackup extends ManifestContract {
        @Override
        Manifests manifests() throws IOException, InterruptedException {
            return Kustomize.buildWith("k8s-components/backup", "k8s-overlays/local");
        }

        @Test
        void restore_neverRunsByItself() throws Exception {
            assertThat(manifests()
                            .get(V1CronJob.class, "hotel-db-restore")
                            .getSpec()
                            .getSuspend())
                    .isTrue();
        }

        @Test
        void bothJobs_useTheSameVolume() throws Exception {
            List<String> claims = manifests().all(V1PersistentVolumeClaim.class).stream()
                    .map(claim -> claim.getMetadata().getName())
                    .toList();

            for (String job : List.of("hotel-db-backup", "hotel-db-restore")) {
                assertThat(manifests().podTemplate(job).template().getSpec().getVolumes())
                        .filteredOn(volume -> volume.getPersistentVolumeClaim() != null)
                        .extracting(volume -> volume.getPersistentVolumeClaim().getClaimName())
                        .isEqualTo(claims);
            }
        }
    }

    @Nested
    class LocalWithRetention extends ManifestContract {
        @Override
        Manifests manifests() throws IOException, InterruptedException {
            return Kustomize.buildWith("k8s-components/retention", "k8s-overlays/local");
        }

        /** The worker's rows refer to hotel-server's. */
        @Test
        void purges_runInTheirOrder() throws Exception {
            V1PodSpec pod =
                    manifests().podTemplate("hotel-retention").template().getSpec();

            assertThat(pod.getInitContainers()).singleElement().satisfies(first -> {
                assertThat(first.getImage()).contains("/reserve-client:");
                assertThat(first.getArgs()).containsExactly("purge");
                assertThat(first.getEnv()).isEqualTo(pod.getContainers().get(0).getEnv());
            });
            assertThat(pod.getContainers()).singleElement().satisfies(second -> {
                assertThat(second.getImage()).contains("/server:");
                assertThat(second.getArgs()).containsExactly("purge");
            });
        }

        @Test
        void purges_haveSettingsThatTheyAccept() throws Exception {
            Map<String, String> environment = environment("hotel-retention");
            List<Setting<?>> known = new ArrayList<>(MysqlPool.SETTINGS);
            known.add(PurgeCommand.RETENTION_DAYS);

            assertThat(known).extracting(Setting::name).containsAll(environment.keySet());
            assertThat(Settings.read(environment, known).get(PurgeCommand.RETENTION_DAYS))
                    .isPresent();
        }

        /** users.sh creates the user that the purges log in as. */
        @Test
        void mysqlUser_isTheOneThatUsersShCreates() throws Exception {
            assertThat(manifests()
                            .podTemplate("hotel-db")
                            .template()
                            .getSpec()
                            .getContainers()
                            .get(0)
                            .getEnv())
                    .filteredOn(variable -> variable.getName().equals("HOTEL_PURGE_USER"))
                    .singleElement()
                    .satisfies(user -> assertThat(user.getValue())
                            .isEqualTo(environment("hotel-retention").get("MYSQL_USER")));
        }
    }

    @Nested
    class Tls extends TlsContract {
        @Override
        Manifests manifests() throws IOException, InterruptedException {
            return Kustomize.build("k8s-overlays/tls");
        }

        @Test
        void images_needNoPassword() throws Exception {
            assertThat(manifests().all().toString()).doesNotContain("ecr-secret");
        }
    }

    /** The component also works with the other overlays. */
    @Nested
    class LocalWithTls extends TlsContract {
        @Override
        Manifests manifests() throws IOException, InterruptedException {
            return Kustomize.buildWith("k8s-components/tls", "k8s-overlays/local");
        }
    }

    @Nested
    class GkeWithTls extends TlsContract {
        @Override
        Manifests manifests() throws IOException, InterruptedException {
            return Kustomize.buildWith("k8s-components/tls", "k8s-overlays/gke");
        }
    }

    @Test
    void services_haveTheDocumentedNamesAndPorts() {
        Map<String, Integer> known =
                Map.of("hotel-db", 3306, "hotel-server-service", 50_051, "hotel-reserve-client-service", 50_052);

        known.forEach((name, port) -> assertThat(Manifests.base()
                        .get(V1Service.class, name)
                        .getSpec()
                        .getPorts()
                        .get(0)
                        .getPort())
                .isEqualTo(port));
    }

    @Test
    void configMap_hasTheDocumentedKeys() {
        assertThat(Manifests.base().get(V1ConfigMap.class, "hotel-cf").getData())
                .containsEntry("mysql_database", "hotel_db")
                .containsKey("mysql_user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"init.sql", "users.sh"})
    void initScripts_equalThoseInSql(String name) {
        assertThat(Manifests.base()
                        .get(V1ConfigMap.class, "hotel-init-sql-cf")
                        .getData()
                        .get(name))
                .as("bin/refresh-init-sql copies sql/%s into the ConfigMap", name)
                .isEqualTo(Manifests.read(Manifests.ROOT.resolve("sql").resolve(name)));
    }

    /** A new version of the tables needs a new Job: the old one is done, and cannot be changed. */
    @Test
    void job_isNamedAfterTheVersionOfTheTables() {
        assertThat(Manifests.base().all(V1Job.class))
                .extracting(job -> job.getMetadata().getName())
                .containsExactly("hotel-schema-" + SchemaVersion.NEEDED);
    }

    @Test
    void manifests_containNoSecrets() {
        Manifests.BASE.forEach(
                name -> assertThat(Manifests.read(Manifests.ROOT.resolve("k8s").resolve(name)))
                        .doesNotContain("kind: Secret"));
    }

    /** The other tests rely on the parser to refuse these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "spec: {replica: 2}",
                "spec: {replicas: 2, replicas: 3}",
                "spec: {replicas: two}",
                "spec: {template: {spec: {containers: [{name: a, imagePullPolice: Always}]}}}",
                "spec: {template: {spec: {containers: [{name: a, readinessProbe: {grpc: {prt: 1}}}]}}}",
            })
    void parser_refusesInvalidFields(String spec) {
        String yaml = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: wrong}\n" + spec;

        assertThatThrownBy(() -> Manifests.of(yaml)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void parser_refusesUnexpectedKinds() {
        assertThatThrownBy(() -> Manifests.of("apiVersion: v1\nkind: Secret\nmetadata: {name: a}"))
                .hasMessageContaining("v1/Secret");
    }

    @Test
    void kustomization_listsTheSameFiles() throws IOException {
        List<String> listed = Manifests.BASE;

        assertThat(Manifests.read(Manifests.ROOT.resolve("k8s/kustomization.yaml")))
                .contains(String.join("\n  - ", listed));
    }
}
