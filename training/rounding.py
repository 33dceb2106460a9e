"""Rounding the encoder's weights to 7 bits so that what comes out on real texts changes least."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper

from evaluation.multiply import session
from training.graph import Rounded, rounded, scales

SHRUNK = (".up", ".down")  # the products whose left sides have outlying columns
REACH = 2.0  # a column may reach this many times as far as the median one
Feed = Mapping[str, NDArray[np.int64]]


class Compensated:
    """Rounds weights row by row, and lets the rows not yet rounded make up for the error (GPTQ, Frantar et al. 2023).

    What counts is the error of the product on real inputs, so that the float32 graph first reads some texts (`feeds`
    as `accordingto.reading.encoder.feed` makes them).
    """

    def __init__(self, model: onnx.ModelProto, feeds: Iterable[Feed]) -> None:
        inputs = {n.output[0].removesuffix(".product"): n.input[0] for n in model.graph.node if n.op_type == "MatMul"}
        wanted = sorted(set(inputs.values()))
        known = {o.name for o in model.graph.output}
        watched = onnx.ModelProto()
        watched.CopyFrom(model)
        watched.graph.output.extend(
            helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in wanted if name not in known
        )
        network = session(watched.SerializeToString())
        sums: dict[str, Any] = dict.fromkeys(wanted, 0.0)
        most: dict[str, Any] = dict.fromkeys(wanted, 0.0)
        for feed in feeds:
            for name, value in zip(wanted, network.run(wanted, dict(feed)), strict=True):
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
