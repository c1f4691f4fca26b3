package com.kore.billing.app.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
    private static final HexFormat HEX = HexFormat.of();

    /** The leaves that the tests of Certificate Transparency have always used. */
    private static final List<byte[]> KNOWN = Stream.of(
                    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
            .map(HEX::parseHex)
            .toList();

    /** A tree in memory, and the data of its leaves. */
    private record Grown(List<byte[]> data, Map<String, Hash> nodes) {
        static Grown of(List<byte[]> data) {
            Map<String, Hash> nodes = new HashMap<>();
            Frontier frontier = new Frontier();
            data.forEach(leaf ->
                    frontier.add(Hash.ofLeaf(leaf), (level, index, hash) -> nodes.put(level + "/" + index, hash)));
            return new Grown(data, nodes);
        }

        private Hash at(int level, long index) {
            return Objects.requireNonNull(nodes.get(level + "/" + index));
        }

        MerkleTree of(long size) {
            return new MerkleTree(size, this::at);
        }

        Frontier frontier(long size) {
            return Frontier.of(size, this::at);
        }
    }

    private static List<byte[]> leaves(Random random, int count) {
        List<byte[]> leaves = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            byte[] leaf = new byte[random.nextInt(40)];
            random.nextBytes(leaf);
            leaves.add(leaf);
        }
        return leaves;
    }

    private static List<byte[]> bytes(List<Hash> path) {
        return path.stream().map(Hash::bytes).toList();
    }

    @Test
    void the_known_leaves_have_the_known_roots() {
        Grown grown = Grown.of(KNOWN);

        assertThat(grown.of(8).root().hex())
                .isEqualTo("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
        assertThat(grown.of(0).root().hex())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(grown.of(1).root().hex())
                .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    }

    @Test
    void of_a_thousand_random_trees_a_second_verifier_agrees_on_roots_and_proofs() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int tree = 0; tree < 1000; tree++) {
            int size = 1 + random.nextInt(tree < 100 ? 20 : 300);
            Grown grown = Grown.of(leaves(random, size));
            byte[] root = SecondVerifier.root(grown.data());
            MerkleTree whole = grown.of(size);
            assertThat(whole.root().bytes()).as("seed %d", seed).isEqualTo(root);
            assertThat(grown.frontier(size).root()).as("seed %d", seed).isEqualTo(whole.root());

            int index = random.nextInt(size);
            List<Hash> inclusion = whole.inclusion(index);
            assertThat(SecondVerifier.includes(root, size, index, grown.data().get(index), bytes(inclusion)))
                    .as("seed %d: leaf %d of %d", seed, index, size)
                    .isTrue();

            int earlier = 1 + random.nextInt(size);
            byte[] earlierRoot = SecondVerifier.root(grown.data().subList(0, earlier));
            assertThat(grown.of(earlier).root().bytes()).as("seed %d", seed).isEqualTo(earlierRoot);
            List<Hash> consistency = whole.consistency(earlier);
            assertThat(SecondVerifier.continues(earlierRoot, earlier, root, size, bytes(consistency)))
                    .as("seed %d: %d to %d", seed, earlier, size)
                    .isTrue();
            refusesWhatWasAltered(random, grown, index, earlier, seed);
        }
    }

    /** Every way to alter a proof: another hash at each place, one too many, one too few, another index, size or root. */
    private static void refusesWhatWasAltered(Random random, Grown grown, int index, int earlier, long seed) {
        int size = grown.data().size();
        Hash root = grown.of(size).root();
        Hash leaf = Hash.ofLeaf(grown.data().get(index));
        List<Hash> inclusion = grown.of(size).inclusion(index);
        String as = "seed %d: leaf %d of %d, from %d".formatted(seed, index, size, earlier);
        assertThat(ProofCheck.includes(root, size, index, leaf, inclusion))
                .as(as)
                .isTrue();
        for (List<Hash> altered : altered(random, inclusion)) {
            assertThat(ProofCheck.includes(root, size, index, leaf, altered))
                    .as(as)
                    .isFalse();
        }
        Hash other = Hash.ofLeaf("another");
        assertThat(ProofCheck.includes(root, size, index, other, inclusion))
                .as(as)
                .isFalse();
        assertThat(ProofCheck.includes(other, size, index, leaf, inclusion))
                .as(as)
                .isFalse();
        assertThat(ProofCheck.includes(root, size, size, leaf, inclusion))
                .as(as)
                .isFalse();
        assertThat(ProofCheck.includes(root, size, -1, leaf, inclusion)).as(as).isFalse();

        Hash earlierRoot = grown.of(earlier).root();
        List<Hash> consistency = grown.of(size).consistency(earlier);
        assertThat(ProofCheck.continues(earlierRoot, earlier, root, size, consistency))
                .as(as)
                .isTrue();
        for (List<Hash> altered : altered(random, consistency)) {
            assertThat(ProofCheck.continues(earlierRoot, earlier, root, size, altered))
                    .as(as)
                    .isFalse();
        }
        assertThat(ProofCheck.continues(other, earlier, root, size, consistency))
                .as(as)
                .isFalse();
        assertThat(ProofCheck.continues(earlierRoot, earlier, other, size, consistency))
                .as(as)
                .isFalse();
        assertThat(ProofCheck.continues(root, size + 1, root, size, consistency))
                .as(as)
                .isFalse();
    }

    private static List<List<Hash>> altered(Random random, List<Hash> path) {
        List<List<Hash>> all = new ArrayList<>();
        for (int place = 0; place < path.size(); place++) {
            byte[] bytes = path.get(place).bytes();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            List<Hash> one = new ArrayList<>(path);
            one.set(place, new Hash(HEX.formatHex(bytes)));
            all.add(one);
        }
        List<Hash> longer = new ArrayList<>(path);
        longer.add(random.nextInt(path.size() + 1), Hash.ofLeaf("one more"));
        all.add(longer);
        if (!path.isEmpty()) {
            all.add(path.subList(0, path.size() - 1));
        }
        return all;
    }

    @Test
    void every_tree_continues_the_empty_one_and_itself() {
        Grown grown = Grown.of(KNOWN);
        Hash root = grown.of(8).root();

        assertThat(grown.of(8).consistency(0)).isEmpty();
        assertThat(ProofCheck.continues(Hash.OF_NOTHING, 0, root, 8, List.of())).isTrue();
        assertThat(ProofCheck.continues(root, 0, root, 8, List.of())).isFalse();
        assertThat(grown.of(8).consistency(8)).isEmpty();
        assertThat(ProofCheck.continues(root, 8, root, 8, List.of())).isTrue();
        assertThat(ProofCheck.continues(Hash.OF_NOTHING, 8, root, 8, List.of())).isFalse();
    }

    @Test
    void what_is_not_there_cannot_be_proved() {
        MerkleTree tree = Grown.of(KNOWN).of(8);

        assertThatIllegalArgumentException().isThrownBy(() -> tree.inclusion(8)).withMessageContaining("8 leaves");
        assertThatIllegalArgumentException().isThrownBy(() -> tree.inclusion(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> tree.consistency(9));
        assertThatIllegalArgumentException().isThrownBy(() -> tree.consistency(-1));
    }

    @Test
    void a_hash_is_written_in_one_way() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Hash("00"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Hash("AB".repeat(32)))
                .withMessageContaining("lower case");
    }
}
