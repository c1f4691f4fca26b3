package com.kore.billing.app.testing;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Speaks to the nodes of one store in turn, each request to the next one, as behind a balancer that looks after no one. */
public final class SeveralNodes extends ServiceClient {
    private final Supplier<List<URI>> nodes;
    private final Duration patience;
    private final AtomicInteger requests = new AtomicInteger();

    /**
     * @param nodes those that are asked now, one at least
     * @param patience how long an answer may take
     */
    public SeveralNodes(Supplier<List<URI>> nodes, Path dataDir, Duration patience) {
        super(nodes.get().getFirst(), dataDir, Optional.of(patience));
        this.nodes = nodes;
        this.patience = patience;
    }

    @Override
    public HttpRequest.Builder request(String path) {
        List<URI> present = nodes.get();
        URI node = present.get(Math.floorMod(requests.getAndIncrement(), present.size()));
        return HttpRequest.newBuilder(node.resolve(path)).timeout(patience);
    }
}
