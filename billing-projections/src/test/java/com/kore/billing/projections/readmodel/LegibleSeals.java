package com.kore.billing.projections.readmodel;

import java.util.List;
import java.util.Locale;

/** What is sealed can be read by whoever looks, and hashes are few, so that many texts have the same. */
public final class LegibleSeals implements RowSeals {
    private static final int HASHES = 50;

    @Override
    public String seal(String place, String clear) {
        return before(place) + clear;
    }

    @Override
    public String open(String place, String sealed) {
        if (!sealed.startsWith(before(place))) {
            throw new AlteredValue(place, new IllegalArgumentException("not sealed for it"));
        }
        return sealed.substring(before(place).length());
    }

    private static String before(String place) {
        return "sealed for " + place + ": ";
    }

    @Override
    public List<String> hashes(List<String> texts) {
        return texts.stream()
                .map(text -> String.format(Locale.ROOT, "%02d", Math.floorMod(text.hashCode(), HASHES)))
                .toList();
    }
}
