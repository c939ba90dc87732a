package com.billshotel.reserve.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files in {@code proto/}, read as a consumer would: numbers exactly, schemas according to the specification. */
final class ContractFiles {
    static final String RESERVATION = "reservation-message.schema.json";
    static final String RESULT = "result-message.schema.json";
    static final String ASYNC_API = "asyncapi.yaml";

    private static final Path FOLDER = Path.of("..", "proto");

    /** Accepts larger and deeper documents than the decoder, which has its own limits. */
    static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(2_000)
                            .maxNumberLength(1_000_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** In the specification 1.0 is an integer; by the library's default it is not. */
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().losslessNarrowing(true).build()));

    static Path path(String name) {
        return FOLDER.resolve(name);
    }

    static JsonNode json(String name) throws IOException {
        return JSON.readTree(Files.readString(path(name)));
    }

    static JsonNode yaml(String name) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Object document = new Yaml(new SafeConstructor(options)).load(Files.readString(path(name)));
        return JSON.valueToTree(document);
    }

    static Schema schema(JsonNode schema) {
        return SCHEMAS.getSchema(schema);
    }

    /** The specification's schema for schemas. */
    static Schema metaSchema() {
        return SCHEMAS.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    }

    /** The elements of an array of strings. */
    static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    private ContractFiles() {}
}
