package com.billshotel.embedded.pubsub;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.UpdateSubscriptionRequest;
import java.util.List;
import java.util.Set;

/** Copies the fields of an update mask into a subscription; a field without a value is cleared. */
record SubscriptionUpdate(Subscription values, List<String> paths) {
    private static final Set<String> FIXED = Set.of("name", "topic", "filter", "enable_message_ordering", "state");

    static SubscriptionUpdate of(UpdateSubscriptionRequest request) {
        List<String> paths = request.getUpdateMask().getPathsList();
        if (paths.isEmpty()) {
            throw Errors.invalid("The update_mask in the UpdateSubscriptionRequest must be set, and must contain a "
                    + "non-empty paths list.");
        }
        return new SubscriptionUpdate(request.getSubscription(), paths);
    }

    String name() {
        return values.getName();
    }

    Subscription applyTo(Subscription current) {
        Subscription.Builder changed = current.toBuilder();
        for (String path : paths) {
            copy(field(path), changed);
        }
        return SubscriptionRules.complete(changed.build());
    }

    private void copy(FieldDescriptor field, Subscription.Builder changed) {
        if (field.isRepeated() || !field.hasPresence() || values.hasField(field)) {
            changed.setField(field, values.getField(field));
        } else {
            changed.clearField(field);
        }
    }

    private static FieldDescriptor field(String path) {
        FieldDescriptor field = Subscription.getDescriptor().findFieldByName(path);
        if (field == null || FIXED.contains(path)) {
            throw Errors.invalid("Invalid update_mask provided in the UpdateSubscriptionRequest: '" + path
                    + "' is not a mutable Subscription field.");
        }
        return field;
    }
}
