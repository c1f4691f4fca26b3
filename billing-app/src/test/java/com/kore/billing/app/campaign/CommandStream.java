package com.kore.billing.app.campaign;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Commands without end to free accounts, the same ones for the same seed, nearly all of which set the number of managed users. Of a hundred, five are for sick
 * accounts, one of them such that a poisoned store has trouble with its event: {@link Poison}. Most sick accounts have one such event, the last fifth a
 * second one of the other kind, which comes when the account waits already.
 */
final class CommandStream {
    /** Of which number one is poisoned. */
    static final int ONE_POISONED_IN = 100;

    private static final int OF_SICK_ACCOUNTS_IN = 25;
    private static final int USERS_MIN = 20;
    private static final int USERS_RANGE = 100;

    private final Random random;
    private final List<String> sound;
    private final List<String> sick;
    private final Map<String, Integer> sent = new HashMap<>();
    private int commands;
    private int poisoned;
    private int toSick;

    /** What a poisoned store has against an event. */
    enum Trouble {
        NONE,
        /** The database refuses its row of the billing history, whatever comes after it. */
        REFUSED,
        /** Code that reads it fails. */
        UNREADABLE
    }

    /** A command to an account: its name and body as they are sent. */
    record Command(String account, String name, String body, Trouble trouble) {
        static Command users(String account, int users, Trouble trouble) {
            return new Command(account, "change-managed-users", "{\"managedUsers\":" + users + "}", trouble);
        }

        static Command refused(String account) {
            return new Command(
                    account,
                    "grant-credit",
                    "{\"kind\":\"goodwill\",\"amount\":{\"amount\":%d,\"currency\":\"USD\"}}"
                            .formatted(Poison.REFUSED_CENTS),
                    Trouble.REFUSED);
        }
    }

    /** @param poisonedMax how many poisoned commands it is asked for at most */
    CommandStream(long seed, int poisonedMax) {
        random = new Random(seed);
        sound = accounts("sound", 2 * poisonedMax);
        // An odd number, so that the second event of an account is not of the kind of its first.
        sick = accounts("sick", poisonedMax * 4 / 5 | 1);
    }

    private static List<String> accounts(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "%s-%04d".formatted(name, number))
                .toList();
    }

    static boolean isSick(String account) {
        return account.startsWith("sick");
    }

    Stream<String> accounts() {
        return Stream.concat(sound.stream(), sick.stream());
    }

    /** The next one; every hundredth of these is poisoned. */
    Command next() {
        return commands % ONE_POISONED_IN == ONE_POISONED_IN / 2 ? poisoned() : harmless();
    }

    /** The next one that no store has trouble with. */
    Command harmless() {
        commands++;
        String account = commands % OF_SICK_ACCOUNTS_IN == 0
                ? sick.get(toSick++ % sick.size())
                : sound.get(random.nextInt(sound.size()));
        int before = sent.merge(account, 1, Integer::sum);
        return Command.users(account, USERS_MIN + before % USERS_RANGE, Trouble.NONE);
    }

    private Command poisoned() {
        commands++;
        int number = poisoned++;
        String account = sick.get(number % sick.size());
        return number % 2 == 0
                ? Command.refused(account)
                : Command.users(account, Poison.UNREADABLE_USERS, Trouble.UNREADABLE);
    }
}
