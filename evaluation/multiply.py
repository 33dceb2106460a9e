"""How near the encoder comes to the processor's matrix-multiply peak.

The encoder's calls are recorded while real texts are read. Their multiplications are counted from the shapes that
onnxruntime's profiler reports; the peak is the best that a single multiplication of the same shapes and kind reaches.
Seconds are those of the processor, so that other work on the machine does not count.
"""

from __future__ import annotations

import json
import math
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnxruntime

INTEGER = {"MatMulInteger", "DynamicQuantizeMatMul", "MatMulIntegerToFloat", "QLinearMatMul", "QGemm"}
FLOAT = {"MatMul", "Gemm", "FusedMatMul", "FusedGemm", "TransposeMatMul"}
ATTENTION = "MultiHeadAttention"
HEADS = 12  # the profile does not tell; what the encoder has
ENCODER = "encoder.onnx"


class Product(NamedTuple):
    """A matrix product of (rows, inner) with (inner, columns); `integer` tells int8 from float32."""

    integer: bool
    rows: int
    inner: int
    columns: int

    @property
    def operations(self) -> int:
        """Multiplications and additions."""
        return 2 * self.rows * self.inner * self.columns


@dataclass
class Recording:
    """The feeds that went into one network, and the processor seconds it took to run them on one thread."""

    path: str = ""
    feeds: list[dict[str, Any]] = field(default_factory=list)
    seconds: float = 0.0


@contextmanager
def recording(name: str = ENCODER) -> Iterator[Recording]:
    """Record all runs of the network called `name` in sessions that are opened inside the `with` block."""
    record = Recording()
    plain = onnxruntime.InferenceSession

    class Recorder(plain):  # type: ignore[misc, valid-type]
        def __init__(self, path: str, *rest: Any, **named: Any) -> None:
            super().__init__(path, *rest, **named)
            self._recorded = Path(path).name == name
            if self._recorded:
                record.path = str(path)

        def run(self, outputs: Any, feed: dict[str, Any], *rest: Any) -> Any:
            begun = time.thread_time()
            result = super().run(outputs, feed, *rest)
            if self._recorded:
                record.seconds += time.thread_time() - begun
                record.feeds.append(feed)
            return result

    onnxruntime.InferenceSession = Recorder
    try:
        yield record
    finally:
        onnxruntime.InferenceSession = plain


def session(model: str | bytes, profile_into: Path | None = None) -> onnxruntime.InferenceSession:
    """Open a network on one thread, writing a profile where a path prefix is given."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    if profile_into:
        options.enable_profiling = True
        options.profile_file_prefix = str(profile_into)
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def attended(inputs: Sequence[Sequence[int]], heads: int = HEADS) -> Counter[Product]:
    """The two products of all heads in an attention of (1, rows, width) queries over (1, columns, width) keys."""
    (_, rows, width), (_, columns, _) = inputs[:2]
    size = width // heads
    return Counter([Product(False, heads * rows, size, columns), Product(False, heads * rows, columns, size)])


def products(events: Iterable[dict[str, Any]]) -> Counter[Product]:
    """Count the matrix products in a profile's events, batches of small ones as one with more rows."""
    found: Counter[Product] = Counter()
    for event in events:
        arguments = event.get("args", {})
        kind = arguments.get("op_name")
        if not event.get("name", "").endswith("_kernel_time"):
            continue
        if kind == ATTENTION:
            found += attended([next(iter(shape.values())) for shape in arguments["input_type_shape"]])
        if kind not in INTEGER | FLOAT:
            continue
        inputs = [next(iter(shape.values())) for shape in arguments["input_type_shape"]]
        out = next(iter(arguments["output_type_shape"][0].values()))
        found[Product(kind in INTEGER, math.prod(out[:-1]), inputs[0][-1], out[-1])] += 1
    return found


def profile(path: str, feeds: Iterable[dict[str, Any]]) -> Counter[Product]:
    """Run the feeds under the profiler and return their matrix products."""
    with tempfile.TemporaryDirectory() as folder:
        profiled = session(path, Path(folder) / "profile")
        for feed in feeds:
            profiled.run(None, feed)
        events = json.loads(Path(profiled.end_profiling()).read_text(encoding="utf-8"))
    return products(events)


def _best(run: Callable[[], object], seconds: float) -> float:
    """The shortest of the runs that fit into `seconds` (three at least)."""
    best, begun, runs = math.inf, time.thread_time(), 0
    while runs < 3 or time.thread_time() - begun < seconds:
        start = time.thread_time()
        run()
        best = min(best, time.thread_time() - start)
        runs += 1
    return best


def multiplication(product: Product) -> bytes:
    """A network that is one product with a constant right side, as the encoder's weights are."""
    from onnx import TensorProto, helper, numpy_helper

    random = np.random.default_rng(0)
    shape = (product.inner, product.columns)
    if product.integer:
        weights = random.integers(-100, 100, shape).astype(np.int8)
        kind, given, out = "MatMulInteger", TensorProto.UINT8, TensorProto.INT32
    else:
        weights = random.standard_normal(shape).astype(np.float32)
        kind, given, out = "MatMul", TensorProto.FLOAT, TensorProto.FLOAT
    graph = helper.make_graph(
        [helper.make_node(kind, ["a", "b"], ["c"])],
        "product",
        [helper.make_tensor_value_info("a", given, [product.rows, product.inner])],
        [helper.make_tensor_value_info("c", out, [product.rows, product.columns])],
        [numpy_helper.from_array(weights, "b")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    content: bytes = model.SerializeToString()
    return content


def peak(shapes: Iterable[Product], seconds: float = 0.3) -> float:
    """Operations a second of the fastest of `shapes` on one thread, by onnxruntime (and numpy, for float32)."""
    random = np.random.default_rng(0)
    best = 0.0
    for product in shapes:
        numbers = np.uint8 if product.integer else np.float32
        left = random.integers(0, 200, (product.rows, product.inner)).astype(numbers)
        network = session(multiplication(product))
        took = _best(lambda n=network, a=left: n.run(None, {"a": a}), seconds)  # type: ignore[misc]
        if not product.integer:
            right = random.standard_normal((product.inner, product.columns)).astype(np.float32)
            took = min(took, _best(lambda a=left, b=right: a @ b, seconds))  # type: ignore[misc]
        best = max(best, product.operations / took)
    return best


@dataclass(frozen=True, slots=True)
class Share:
    """Operations of a recording by kind, the peak a second by kind, and the seconds it took."""

    operations: dict[bool, int]
    peaks: dict[bool, float]
    seconds: float

    @property
    def percent(self) -> float:
        """The time that the products alone would take at peak, in percent of the time it took."""
        at_peak = sum(count / self.peaks[kind] for kind, count in self.operations.items())
        return 100 * at_peak / self.seconds if self.seconds else 0.0


def share(record: Recording, shapes: int = 3) -> Share:
    """Hold a recording against the peak, measured on the `shapes` of each kind that most operations go into."""
    found = profile(record.path, record.feeds)
    operations: Counter[bool] = Counter()
    weight: dict[bool, Counter[Product]] = {}
    for product, times in found.items():
        operations[product.integer] += times * product.operations
        weight.setdefault(product.integer, Counter())[product] += times * product.operations
    peaks = {kind: peak(p for p, _ in counted.most_common(shapes)) for kind, counted in weight.items()}
    return Share(dict(operations), peaks, record.seconds)
