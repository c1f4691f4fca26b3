package com.kore.billing.app.automation;

import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.domain.subscription.PaymentDue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What a gateway has taken, in a file that outlives the service and that several of its nodes write: a line for each attempt, by its key. It
 * takes once for a key, however often it is asked; whether the service asks with one key for one payment is for tests to see.
 */
record Takings(Path file) {

    /** Takes the money, unless this attempt's was taken before. */
    synchronized void take(PaymentDue payment) {
        String line = "%s %s %d"
                .formatted(
                        PaymentGateway.idempotencyKey(payment),
                        payment.paymentMethod().token(),
                        payment.amount().getAmountMinorLong());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                FileLock alone = channel.lock()) {
            String key = line.substring(0, line.indexOf(' ') + 1);
            if (alone.isValid() && all().stream().noneMatch(taken -> taken.startsWith(key))) {
                Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Key, token and minor units of each. */
    List<String> all() {
        try {
            return Files.readAllLines(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
