package com.kore.billing.app.campaign;

import com.kore.billing.app.campaign.Subject.Reply;
import com.kore.billing.app.oracle.Command;
import com.kore.billing.app.oracle.Command.ChangeMethod;
import com.kore.billing.app.oracle.Command.ChangePlan;
import com.kore.billing.app.oracle.Command.Refund;
import com.kore.billing.app.oracle.Command.SignContract;
import com.kore.billing.app.oracle.Command.Wait;
import com.kore.billing.app.oracle.Oracle;
import com.kore.billing.app.oracle.Step;
import com.kore.billing.app.oracle.Verdict;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Plays histories against a subject, each on an account of its own, all on one timeline, and holds every answer and every page against
 * an oracle of that account; besides, the balance of what the subject shows must hold after every step, and at the end its rows
 * must be those that its events lead to. A history ends with its first difference.
 */
final class Campaign {
    private static final int CLIENTS = 16;

    private final Subject subject;
    private final Queue<Downtime> ahead;
    private Instant now = Instant.MIN;

    private Campaign(Subject subject, List<Downtime> downtimes) {
        this.subject = subject;
        this.ahead = new ArrayDeque<>(downtimes);
    }

    /** One history under way. */
    private static final class Play {
        final History history;
        final String account;
        final Oracle oracle;
        int step;
        Optional<Difference> difference = Optional.empty();

        Play(History history, int number) {
            this.history = history;
            // Ids are unique regardless of case, and numbers of invoices have them in upper case.
            this.account = (number % 2 == 0 ? "iris-" : "Iris_") + number;
            this.oracle = new Oracle(history.rules(), account);
        }

        Step next() {
            return history.steps().get(step);
        }

        boolean goesOn() {
            return difference.isEmpty() && step < history.steps().size();
        }
    }

    /** One finding, or none, for each history. */
    static List<Optional<Finding>> play(Subject subject, List<History> histories) {
        List<Play> plays = new ArrayList<>();
        for (History history : histories) {
            plays.add(new Play(history, plays.size() + 1));
        }
        new Campaign(
                        subject,
                        histories.isEmpty() ? List.of() : histories.getFirst().downtimes())
                .play(plays);
        subject.requireVerified();
        return plays.stream()
                .map(play -> play.difference.map(different -> new Finding(play.history, play.step, different)))
                .toList();
    }

    private void play(List<Play> plays) {
        PriorityQueue<Play> waiting =
                new PriorityQueue<>(Comparator.comparing(play -> play.next().at()));
        waiting.addAll(plays);
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            while (!waiting.isEmpty()) {
                Instant at = waiting.element().next().at();
                List<Play> together = new ArrayList<>();
                while (!waiting.isEmpty() && waiting.element().next().at().equals(at)) {
                    together.add(waiting.remove());
                }
                sleepBefore(at, plays);
                playStep(clients, at, together);
                for (Play play : together) {
                    if (play.difference.isEmpty()) {
                        play.step++;
                    }
                    if (play.goesOn()) {
                        waiting.add(play);
                    }
                }
            }
        }
    }

    /** Lives through every downtime that ends by an instant. */
    private void sleepBefore(Instant at, List<Play> plays) {
        while (!ahead.isEmpty() && !ahead.element().until().isAfter(at)) {
            Downtime downtime = ahead.remove();
            subject.passTo(downtime.from());
            subject.sleepUntil(downtime.until());
            plays.forEach(play -> {
                play.oracle.passTo(downtime.from());
                play.oracle.sleepUntil(downtime.until());
            });
            now = downtime.until();
        }
    }

    private void playStep(ExecutorService clients, Instant at, List<Play> together) {
        if (!at.equals(now)) {
            subject.passTo(at);
            now = at;
        }
        each(clients, together, this::send);
        if (together.stream().anyMatch(play -> leavesWork(play.next().command()))) {
            subject.passTo(at);
        }
        each(clients, together, this::look);
    }

    private void send(Play play) {
        Verdict verdict = play.oracle.play(play.next());
        if (!(play.next().command() instanceof Wait)) {
            play.difference =
                    between(verdict, subject.send(play.account, play.next().command()));
        }
    }

    /** Whether something may still be under way after its answer: what is past due is tried by another method, money goes back, several periods are charged. */
    private static boolean leavesWork(Command command) {
        return switch (command) {
            case ChangeMethod change -> true;
            case ChangePlan change -> change.method().isPresent();
            case Refund refund -> true;
            case SignContract sign -> true;
            default -> false;
        };
    }

    private static Optional<Difference> between(Verdict verdict, Reply reply) {
        String expected = verdict.isAccepted() ? "accepted" : String.join(" or ", verdict.refusals());
        boolean isExpected = reply.refusal().map(verdict.refusals()::contains).orElse(verdict.isAccepted());
        if (!isExpected) {
            return Optional.of(
                    new Difference("answer", expected, reply.refusal().orElse("accepted")));
        }
        JsonNode invoice = reply.invoice().orElse(JsonNodeFactory.instance.missingNode());
        JsonNode note = reply.creditNote()
                .<JsonNode>map(JsonNodeFactory.instance::stringNode)
                .orElse(JsonNodeFactory.instance.missingNode());
        return Difference.first("answer.invoice", verdict.invoice(), invoice)
                .or(() -> Difference.first("answer.creditNoteNumber", verdict.creditNote(), note));
    }

    private void look(Play play) {
        if (play.difference.isPresent() || !play.oracle.isOpened()) {
            return;
        }
        JsonNode summary = subject.summary(play.account);
        List<JsonNode> history = subject.history(play.account);
        play.difference = Difference.first("summary", play.oracle.summary(), summary)
                .or(() -> Balance.broken(summary, subject.listedInvoices(play.account), history));
        if (play.difference.isEmpty() && play.step == play.history.steps().size() - 1) {
            List<JsonNode> invoices = subject.invoices(play.account);
            play.difference = Difference.first("history", play.oracle.history(), array(history))
                    .or(() -> Difference.first("invoices", play.oracle.invoices(), array(invoices)))
                    .or(() -> Balance.broken(summary, invoices, history))
                    .or(() -> Difference.first("figures", play.oracle.figures(), subject.figures(play.account)));
        }
    }

    private static JsonNode array(List<JsonNode> items) {
        return JsonNodeFactory.instance.arrayNode().addAll(items);
    }

    private static void each(ExecutorService clients, List<Play> plays, Consumer<Play> action) {
        List<Callable<Void>> calls = new ArrayList<>();
        for (Play play : plays) {
            calls.add(() -> {
                action.accept(play);
                return null;
            });
        }
        try {
            for (Future<Void> call : clients.invokeAll(calls)) {
                call.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
