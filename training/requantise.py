"""Write the encoder of a model folder anew with signed 7-bit weights and the graph of `training.graph`.

    python -m training.requantise OLD NEW [--texts FOLDER]

OLD holds an encoder as `training.export` wrote it with unsigned 8-bit weights, from a checkpoint that is not kept.
Its weights are turned back into float32 and rounded again; the other files are copied, and the manifest names the new
digest.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from accordingto.reading.package import weights_digest
from accordingto.reading.reader import AttributionReader
from evaluation import multiply
from training.graph import Rounded, build, rounded, scales

HEADS = 12
SHRUNK = (".up", ".down")  # the products whose left sides have outlying columns
REACH = 2.0  # a column may reach this many times as far as the median one


def recovered(model: onnx.ModelProto) -> dict[str, NDArray[np.float32]]:
    """The float32 weights of an encoder with unsigned 8-bit ones, named as in `training.networks`."""
    stored = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
    weights = {
        name.removeprefix("encoder."): value
        for name, value in stored.items()
        if name.startswith(("encoder.", "heads."))
    }
    weights["word.weight"] = stored["table"].astype(np.float32) * stored["scale"]
    for node in model.graph.node:
        if node.op_type != "MatMulInteger":
            continue
        base = node.input[1].removesuffix("_quantized")
        given, zero = (stored[f"{base}_{k}"].astype(np.float32) for k in ("quantized", "zero_point"))
        path = node.name.removesuffix("/MatMul_quant").strip("/").replace("/", ".").removeprefix("encoder.")
        name = path if path.startswith("layers.") else f"heads.{path}"
        weights[f"{name}.weight"] = ((given - zero) * stored[f"{base}_scale"]).T
    return weights


class Compensated:
    """Rounds weights row by row, and lets the rows not yet rounded make up for the error (GPTQ, Frantar et al. 2023).

    What counts is the error of the product on real inputs, so that the float32 graph first reads some texts.
    """

    def __init__(self, model: onnx.ModelProto, texts: Iterable[str], old: Path) -> None:
        with multiply.recording() as record:
            reader = AttributionReader(old)
            for text in texts:
                reader.mark(text)
        inputs = {n.output[0].removesuffix(".product"): n.input[0] for n in model.graph.node if n.op_type == "MatMul"}
        wanted = sorted(set(inputs.values()))
        known = {o.name for o in model.graph.output}
        watched = onnx.ModelProto()
        watched.CopyFrom(model)
        watched.graph.output.extend(
            helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in wanted if name not in known
        )
        network = multiply.session(watched.SerializeToString())
        sums: dict[str, Any] = dict.fromkeys(wanted, 0.0)
        most: dict[str, Any] = dict.fromkeys(wanted, 0.0)
        for feed in record.feeds:
            for name, value in zip(wanted, network.run(wanted, feed), strict=True):
                rows = value.reshape(-1, value.shape[-1]).astype(np.float64)
                sums[name] = sums[name] + rows.T @ rows
                most[name] = np.maximum(most[name], np.abs(rows).max(0))
        self._moments = {product: sums[name] for product, name in inputs.items()}
        self._shrink = {product: _outlying(most[name]) for product, name in inputs.items() if product.endswith(SHRUNK)}

    def shrink(self, name: str) -> NDArray[np.float32] | None:
        """Divide the few columns that reach much further than the others, or they would take all of the 8 bits."""
        return self._shrink.get(name)

    def __call__(self, name: str, weight: NDArray[np.float32]) -> Rounded:
        """Weights in 7 bits whose product is nearest to the float32 one, and a scale for each column."""
        moment = self._moments[name].copy()
        shrink = self.shrink(name)
        if shrink is not None:
            moment /= np.outer(shrink, shrink)
        moment[np.diag_indices_from(moment)] += 0.01 * np.diag(moment).mean()
        order = np.argsort(-np.diag(moment), kind="stable")
        upper = np.linalg.cholesky(np.linalg.inv(moment[np.ix_(order, order)])).T
        scale = scales(weight)
        left = weight[order].astype(np.float64)
        whole = np.empty_like(left)
        for row in range(len(left)):
            whole[row] = rounded(left[row].astype(np.float32), scale)
            error = (left[row] - whole[row] * scale) / upper[row, row]
            left[row + 1 :] -= upper[row, row + 1 :, None] * error
        out = np.empty_like(whole)
        out[order] = whole
        return out.astype(np.int8), scale


def _outlying(most: NDArray[np.float64]) -> NDArray[np.float32]:
    return np.maximum(1.0, most / (REACH * np.median(most))).astype(np.float32)


def requantise(old: Path, new: Path, texts: Iterable[str] = ()) -> str:
    """Write the folder `new` and return its digest."""
    weights = recovered(onnx.load(old / "encoder.onnx"))
    layers = sum(name.endswith(".up.weight") for name in weights)
    rounding = Compensated(build(weights, layers, HEADS, rounding=None), texts, old)
    new.mkdir(parents=True, exist_ok=True)
    for name in ("links.onnx", "pointer.onnx", "tokenizer.json"):
        shutil.copy(old / name, new / name)
    onnx.save(build(weights, layers, HEADS, rounding), new / "encoder.onnx")
    manifest = json.loads((old / "manifest.json").read_text(encoding="utf-8"))
    manifest["digest"] = weights_digest(new)
    (new / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return str(manifest["digest"])


def main() -> None:
    """Requantise from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--texts", type=Path, default=Path("../shared/data/polnear/train/text"))
    parser.add_argument("--count", type=int, default=60, help="how many of the texts are read")
    arguments = parser.parse_args()
    files = sorted(arguments.texts.glob("*.txt"))
    chosen = files[:: max(1, len(files) // arguments.count)][: arguments.count]
    print(requantise(arguments.old, arguments.new, [file.read_text(encoding="utf-8") for file in chosen]))


if __name__ == "__main__":
    main()
