"""The encoder as a graph of few, fast operations: 8-bit products and fused attention, last layer for words only.

An export by torch spells attention out in some thirty operations a layer and computes the last layer for all word
pieces, though only the first of each word is read. Here the graph is written by hand with onnxruntime's own operations
(`com.microsoft`). Weights are signed 7-bit numbers: signed ones are multiplied at more than twice the rate of unsigned
ones where the processor has VNNI, and seven bits do not overflow the 16-bit sums of those that have not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Weights = Mapping[str, NDArray[np.float32]]
Rounded = tuple[NDArray[np.int8], NDArray[np.float32]]
LARGEST = 64  # 2 * 255 * 64 still fits into 16 bits with its sign
EPSILON = 1e-12


class Rounding(Protocol):
    """How the products of a graph are rounded; each is named as its output."""

    def shrink(self, name: str) -> NDArray[np.float32] | None:
        """What the columns of a product's left side are divided by first (and its weights multiplied), if at all."""

    def __call__(self, name: str, weight: NDArray[np.float32]) -> Rounded:
        """Weights in 7 bits, and a scale for each column."""


def scales(weight: NDArray[np.float32]) -> NDArray[np.float32]:
    """The scale for each column of (inner, columns) that leaves the smallest squared error in 7 bits."""
    top = np.maximum(np.abs(weight).max(0), 1e-8)
    best, chosen = np.full(weight.shape[1], np.inf), top / LARGEST
    for share in np.arange(0.6, 1.001, 0.02):
        scale = (top * share / LARGEST).astype(np.float32)
        error = ((rounded(weight, scale) * scale - weight) ** 2).sum(0)
        chosen, best = np.where(error < best, scale, chosen), np.minimum(error, best)
    return np.asarray(chosen, dtype=np.float32)


def rounded(weight: NDArray[np.float32], scale: NDArray[np.float32]) -> NDArray[np.float32]:
    """The nearest 7-bit numbers."""
    return np.asarray(np.clip(np.rint(weight / scale), -LARGEST, LARGEST), dtype=np.float32)


class _Graph:
    """Nodes and constants as they are added; every method returns the name of what it computes."""

    def __init__(self, rounding: Rounding | None) -> None:
        self.rounding = rounding
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.constants.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], out: str, domain: str = "", **settings: Any) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [out], name=out, domain=domain, **settings))
        return out

    def ours(self, kind: str, inputs: list[str], out: str, **settings: Any) -> str:
        return self.node(kind, inputs, out, "com.microsoft", **settings)

    def linear(self, x: str, out: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """An 8-bit product with (inner, columns), its left side rounded as it comes, and a bias."""
        if self.rounding is None:
            return self.plain(x, out, weight, bias)
        shrink = self.rounding.shrink(out)
        if shrink is not None:
            x = self.node("Mul", [x, self.constant(f"{out}.shrink", np.float32(1.0) / shrink)], f"{out}.shrunk")
            weight = weight * shrink[:, None]
        whole, scale = self.rounding(out, weight)
        zero = np.zeros(len(scale), dtype=np.int8)
        constants: dict[str, NDArray[Any]] = {"weight": whole, "scale": scale, "zero": zero, "bias": bias}
        return self.ours(
            "DynamicQuantizeMatMul", [x, *(self.constant(f"{out}.{k}", v) for k, v in constants.items())], out
        )

    def plain(self, x: str, out: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """A float32 product and a bias, for products so small that rounding them saves nothing."""
        product = self.node("MatMul", [x, self.constant(f"{out}.weight", weight)], f"{out}.product")
        return self.node("Add", [product, self.constant(f"{out}.bias", bias)], out)

    def norm(self, x: str, out: str, weights: Weights, name: str) -> str:
        inputs = [x, self.constant(f"{name}.weight", weights[f"{name}.weight"])]
        inputs.append(self.constant(f"{name}.bias", weights[f"{name}.bias"]))
        return self.node("LayerNormalization", inputs, out, axis=-1, epsilon=EPSILON)


def _embedded(graph: _Graph, w: Weights) -> str:
    """Word pieces, their places and marks as vectors; the three tables of marks are one, of all their combinations."""
    table = w["word.weight"]
    scale = np.maximum(np.abs(table).max(1, keepdims=True) / 127.0, 1e-10).astype(np.float32)
    rows = graph.constant("table", np.rint(table / scale).astype(np.int8))
    x = graph.node("Gather", [rows, "pieces"], "word.rounded")
    x = graph.node("Cast", [x], "word.cast", to=TensorProto.FLOAT)
    x = graph.node("Mul", [x, graph.node("Gather", [graph.constant("scales", scale), "pieces"], "word.scale")], "word")
    marks = [w[f"{name}.weight"] for name in ("shape", "gap", "quote")]
    sizes = [len(m) for m in marks]
    together = (marks[0][:, None, None] + marks[1][None, :, None] + marks[2][None, None]).reshape(-1, table.shape[1])
    which = graph.node("Mul", ["shape", graph.constant("shapes", np.array(sizes[1] * sizes[2]))], "which.shape")
    gaps = graph.node("Mul", ["gap", graph.constant("gaps", np.array(sizes[2]))], "which.gap")
    which = graph.node("Add", [graph.node("Add", [which, gaps], "which.two"), "quote"], "which")
    mark = graph.node("Gather", [graph.constant("marks", together), which], "mark")
    length = graph.node("Shape", ["pieces"], "length", start=1, end=2)
    nought = graph.constant("nought", np.zeros(1, np.int64))
    inputs = [graph.constant("positions", w["position.weight"]), nought, length]
    x = graph.node("Add", [x, graph.node("Slice", inputs, "position")], "word.placed")
    return graph.norm(graph.node("Add", [x, mark], "word.marked"), "embedded", w, "norm")


def _layer(graph: _Graph, x: str, w: Weights, name: str, heads: int, words_only: bool) -> str:
    """One transformer layer; with `words_only` its queries, and so all that follows, are the first pieces of words."""
    width = w[f"{name}.out.weight"].shape[0]
    weight, bias = w[f"{name}.qkv.weight"].T, w[f"{name}.qkv.bias"]
    if words_only:
        first = graph.node("Squeeze", ["first", graph.constant("nought", np.zeros(1, np.int64))], "firsts")
        here = graph.node("Gather", [x, first], f"{name}.here", axis=1)
        query = graph.linear(here, f"{name}.query", weight[:, :width], bias[:width])
        both = graph.linear(x, f"{name}.both", weight[:, width:], bias[width:])
        parts = [f"{name}.key", f"{name}.value"]
        graph.nodes.append(helper.make_node("Split", [both], parts, axis=2, num_outputs=2))
        x, parts = here, [query, *parts]
    else:
        three = graph.linear(x, f"{name}.three", weight, bias)
        parts = [f"{name}.{part}" for part in ("query", "key", "value")]
        graph.nodes.append(helper.make_node("Split", [three], parts, axis=2, num_outputs=3))
    a = graph.ours("MultiHeadAttention", parts, f"{name}.attention", num_heads=heads)
    a = graph.linear(a, f"{name}.out", w[f"{name}.out.weight"].T, w[f"{name}.out.bias"])
    x = graph.norm(graph.node("Add", [x, a], f"{name}.half"), f"{name}.norm1", w, f"{name}.norm1")
    h = graph.linear(x, f"{name}.up", w[f"{name}.up.weight"].T, w[f"{name}.up.bias"])
    h = graph.ours("Gelu", [h], f"{name}.gelu")
    h = graph.linear(h, f"{name}.down", w[f"{name}.down.weight"].T, w[f"{name}.down.bias"])
    out = "vectors" if words_only else f"{name}.norm2"
    return graph.norm(graph.node("Add", [x, h], f"{name}.whole"), out, w, f"{name}.norm2")


def _heads(graph: _Graph, vectors: str, w: Weights) -> None:
    graph.plain(vectors, "roles", w["heads.roles.weight"].T, w["heads.roles.bias"])
    x = graph.linear(vectors, "entities.word", w["heads.entities.word.weight"].T, w["heads.entities.word.bias"])
    x = graph.node("Transpose", [graph.ours("Gelu", [x], "entities.gelu")], "entities.turned", perm=[0, 2, 1])
    taps = [graph.constant(f"near.{k}", w[f"heads.entities.near.{k}"]) for k in ("weight", "bias")]
    near = graph.node("Conv", [x, *taps], "entities.near", kernel_shape=[3], pads=[1, 1])
    x = graph.ours("Gelu", [graph.node("Add", [x, near], "entities.sum")], "entities.gelu2")
    x = graph.node("Transpose", [x], "entities.back", perm=[0, 2, 1])
    graph.plain(x, "entities", w["heads.entities.out.weight"].T, w["heads.entities.out.bias"])


def build(weights: Weights, layers: int, heads: int, rounding: Rounding | None) -> onnx.ModelProto:
    """Build the graph from float32 weights named as in `training.networks` (heads with `heads.` before).

    Without `rounding` all products stay in float32.
    """
    graph, x = _encoded(weights, layers, heads, rounding)
    _heads(graph, x, weights)
    return _made(graph, ("roles", "entities", "vectors"))


def build_pairs(weights: Weights, layers: int, heads: int, rounding: Rounding | None) -> onnx.ModelProto:
    """Build the graph that reads two claims: `scores` (1, words, labels) from `out.weight` and `out.bias`."""
    graph, x = _encoded(weights, layers, heads, rounding)
    graph.plain(x, "scores", weights["out.weight"].T, weights["out.bias"])
    return _made(graph, ("scores",))


def _encoded(weights: Weights, layers: int, heads: int, rounding: Rounding | None) -> tuple[_Graph, str]:
    graph = _Graph(rounding)
    x = _embedded(graph, weights)
    for n in range(layers):
        x = _layer(graph, x, weights, f"layers.{n}", heads, n == layers - 1)
    return graph, x


def _made(graph: _Graph, names: tuple[str, ...]) -> onnx.ModelProto:
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, [1, "words" if name == "first" else "pieces"])
        for name in ("pieces", "shape", "gap", "quote", "first")
    ]
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "words", None]) for name in names]
    made = helper.make_graph(graph.nodes, "encoder", inputs, outputs, list(graph.constants.values()))
    sets = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(made, opset_imports=sets, ir_version=8)
