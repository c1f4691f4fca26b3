package com.kore.billing.app.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** One mapping of a YAML file, read strictly; every mistake names its line. */
final class YamlMapping {
    private final Node node;
    private final Map<String, Node> values = new LinkedHashMap<>();

    private YamlMapping(Node node) {
        this.node = node;
    }

    /** @throws CatalogMistake if it is no mapping, a key is not among the known ones, or stands twice */
    static YamlMapping of(Node node, Set<String> known) {
        if (!(node instanceof MappingNode mapping)) {
            throw new CatalogMistake(lineOf(node), "must be a mapping with " + String.join(", ", new TreeSet<>(known)));
        }
        YamlMapping form = new YamlMapping(node);
        for (NodeTuple entry : mapping.getValue()) {
            String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (!known.contains(key)) {
                throw new CatalogMistake(
                        lineOf(entry.getKeyNode()),
                        "unknown key '" + key + "'; known are " + String.join(", ", new TreeSet<>(known)));
            }
            if (form.values.put(key, entry.getValueNode()) != null) {
                throw new CatalogMistake(lineOf(entry.getKeyNode()), key + " stands twice");
            }
        }
        return form;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** From 1. */
    int line() {
        return lineOf(node);
    }

    /** The text of a scalar that YAML reads as one of these types. */
    String text(String key, Tag... types) {
        if (value(key) instanceof ScalarNode scalar && List.of(types).contains(scalar.getTag())) {
            return scalar.getValue();
        }
        throw mistake(key, types[0].equals(Tag.STR) ? "must be text; quote it" : "has another type than expected");
    }

    List<Node> list(String key) {
        if (value(key) instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        throw mistake(key, "must be a list");
    }

    private Node value(String key) {
        Node value = values.get(key);
        if (value == null) {
            throw new CatalogMistake(line(), key + " is missing");
        }
        return value;
    }

    /** A mistake in the value of a key. */
    CatalogMistake mistake(String key, String reason) {
        return new CatalogMistake(lineOf(values.getOrDefault(key, node)), key + " " + reason);
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
