package com.kore.billing.domain.payment;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * The payment method on file, and those before it that something is still to be refunded to or inquired after. They are numbered in
 * the order in which they came, from 1, so that events can say which one was used without repeating its token.
 *
 * @param numbered how many there have been; a number is not given twice, also after an erasure
 * @param kept the present one last
 */
public record MethodsOnFile(int numbered, List<Numbered> kept) {
    public static final MethodsOnFile NONE = new MethodsOnFile(0, List.of());

    /** A method and its number. */
    public record Numbered(int number, PaymentMethod method) {
        public PaymentMethod.Ref ref() {
            return new PaymentMethod.Ref(number, method.kind());
        }
    }

    public MethodsOnFile {
        kept = List.copyOf(kept);
    }

    public Optional<Numbered> present() {
        return kept.isEmpty() ? Optional.empty() : Optional.of(kept.getLast());
    }

    public Optional<Numbered> find(int number) {
        return kept.stream().filter(each -> each.number() == number).findFirst();
    }

    public int nextNumber() {
        return numbered + 1;
    }

    /** @param needed which of the earlier ones are kept, by number */
    public MethodsOnFile with(Numbered next, IntPredicate needed) {
        return new MethodsOnFile(
                next.number(),
                Stream.concat(kept.stream().filter(each -> needed.test(each.number())), Stream.of(next))
                        .toList());
    }

    /** None of them is on file any more. */
    public MethodsOnFile erased() {
        return new MethodsOnFile(numbered, List.of());
    }
}
