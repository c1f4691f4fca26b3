-- A Merkle tree over all events (RFC 6962), in the order of their positions. It grows behind the events, and leaf numbers have no gaps.
CREATE TABLE proof_tree (
    id       SMALLINT PRIMARY KEY CHECK (id = 1),
    size     BIGINT NOT NULL,
    position BIGINT NOT NULL
);
INSERT INTO proof_tree (id, size, position) VALUES (1, 0, 0);

CREATE TABLE proof_leaf (
    leaf_index BIGINT PRIMARY KEY,
    position   BIGINT NOT NULL UNIQUE,
    hash       VARCHAR(64) NOT NULL
);

-- Complete subtrees of the levels 8, 16, 24 ...; those between are made from the 256 below, or fewer.
CREATE TABLE proof_node (
    level      SMALLINT NOT NULL,
    node_index BIGINT NOT NULL,
    hash       VARCHAR(64) NOT NULL,
    PRIMARY KEY (level, node_index)
);

-- Roots that were signed; a size is signed once with each key.
CREATE TABLE proof_checkpoint (
    size       BIGINT NOT NULL,
    key_id     VARCHAR(32) NOT NULL,
    root       VARCHAR(64) NOT NULL,
    signed_at  TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    public_key VARCHAR(128) NOT NULL,
    signature  VARCHAR(128) NOT NULL,
    PRIMARY KEY (size, key_id)
);
