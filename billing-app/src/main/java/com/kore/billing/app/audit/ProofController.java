package com.kore.billing.app.audit;

import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.proof.Checkpoint;
import com.kore.billing.app.proof.Checkpoints;
import com.kore.billing.app.proof.Hash;
import com.kore.billing.app.proof.MerkleTree;
import com.kore.billing.app.proof.ProofStopped;
import com.kore.billing.app.proof.ProofTree;
import com.kore.billing.app.proof.ProofTree.LeafEntry;
import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.RequestRefused;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** That nothing was altered or left out: signed roots of the tree over all events (RFC 6962), and proofs against them. */
@RestController
@RequestMapping(path = "/v1/audit", produces = MediaType.APPLICATION_JSON_VALUE)
final class ProofController {
    private final Checkpoints checkpoints;
    private final ProofTree tree;
    private final EventReader events;

    ProofController(Checkpoints checkpoints, ProofTree tree, EventReader events) {
        this.checkpoints = checkpoints;
        this.tree = tree;
        this.events = events;
    }

    /**
     * That an event is in a tree.
     *
     * @param leafIndex from 0
     * @param size of the tree
     * @param root of the tree of that size
     * @param path from the leaf up; {@code PATH(m, D[n])}
     */
    record InclusionProof(long leafIndex, long size, Hash root, Hash leafHash, List<Hash> path) {}

    /**
     * That a tree continues a smaller one.
     *
     * @param from size of the smaller tree
     * @param to size of the larger tree
     * @param path {@code PROOF(m, D[n])}
     */
    record ConsistencyProof(long from, long to, Hash fromRoot, Hash toRoot, List<Hash> path) {}

    @GetMapping("/checkpoint")
    @Operation(
            summary = "A signed root over every event that is stored now",
            description =
                    "Keep it: with an export the offline verifier tells whether any of those events was altered since.")
    Checkpoint checkpoint() {
        return proved(checkpoints::latest);
    }

    @GetMapping("/events/{eventId}/proof")
    @Operation(
            summary = "Proves that an event is in the tree",
            description =
                    "In the tree of a size, such as a checkpoint's; in the present one without. RFC 6962, section 2.1.1.")
    InclusionProof inclusion(@PathVariable String eventId, @RequestParam Optional<Long> size) {
        long present = proved(tree::grow);
        LeafEntry leaf = events.positionOf(eventId)
                .flatMap(tree::leafAt)
                .orElseThrow(() -> new RequestRefused(ProblemCode.NOT_FOUND, "There is no event of this id."));
        long asked = size.orElse(present);
        if (asked <= leaf.index() || asked > present) {
            throw RequestRefused.invalid(
                    "size",
                    "must be from %d, with which the event is in it, to %d".formatted(leaf.index() + 1, present));
        }
        return proved(() -> {
            MerkleTree of = tree.of(asked);
            return new InclusionProof(leaf.index(), asked, of.root(), leaf.known(), of.inclusion(leaf.index()));
        });
    }

    @GetMapping("/consistency")
    @Operation(
            summary = "Proves that the tree of one size continues that of a smaller one",
            description = "So that nothing between two checkpoints was altered or taken out. RFC 6962, section 2.1.2.")
    ConsistencyProof consistency(@RequestParam long from, @RequestParam Optional<Long> to) {
        long present = proved(tree::grow);
        long larger = to.orElse(present);
        if (larger < 0 || larger > present) {
            throw RequestRefused.invalid("to", "must be from 0 to " + present);
        }
        if (from < 0 || from > larger) {
            throw RequestRefused.invalid("from", "must be from 0 to " + larger);
        }
        return proved(() -> {
            MerkleTree of = tree.of(larger);
            return new ConsistencyProof(from, larger, tree.of(from).root(), of.root(), of.consistency(from));
        });
    }

    /** No root is given out that leaves an event out, and none of a tree that somebody was at. */
    private static <T> T proved(Supplier<T> proof) {
        try {
            return proof.get();
        } catch (ProofStopped stuck) {
            throw new RequestRefused(
                    ProblemCode.UNAVAILABLE, "The proof has stopped: " + Objects.requireNonNull(stuck.getMessage()));
        }
    }
}
