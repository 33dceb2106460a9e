from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from evaluation import memory, multiply, speed
from evaluation.multiply import Product, Share
from evaluation.texts import count_words, read_texts


def test_runs_alternate() -> None:
    order: list[str] = []
    runs = {name: (lambda n=name: order.append(n)) for name in ("a", "b")}
    times = speed.alternate(runs, 2)
    assert order == ["a", "b", "a", "b"]
    assert {name: len(rounds) for name, rounds in times.items()} == {"a": 2, "b": 2}


def test_words_per_second_is_the_median() -> None:
    rounds = [speed.Round(1.0, 0.5), speed.Round(2.0, 1.0), speed.Round(50.0, 1.0)]
    assert speed.words_per_second(100, rounds) == speed.Round(50.0, 100.0)


def test_products_of_a_profile() -> None:
    def event(kind: str, left: list[int], out: list[int], name: str = "n_kernel_time") -> dict[str, object]:
        shapes = {"input_type_shape": [{"float": left}], "output_type_shape": [{"float": out}]}
        return {"name": name, "args": {"op_name": kind} | shapes}

    found = multiply.products(
        [
            event("MatMul", [1, 256, 384], [1, 256, 1536]),
            event("MatMul", [1, 256, 384], [1, 256, 1536]),
            event("MatMul", [1, 256, 384], [1, 256, 1536], "n_fence_before"),
            event("MatMulInteger", [1, 12, 256, 32], [1, 12, 256, 256]),
            event("Softmax", [1, 2], [1, 2]),
            {"name": "session"},
        ]
    )
    assert found == {Product(False, 256, 384, 1536): 2, Product(True, 3072, 32, 256): 1}


def test_fused_attention_is_two_products() -> None:
    shapes = [{"float": [1, 8, 384]}, {"float": [1, 10, 384]}, {"float": [1, 10, 384]}]
    arguments = {"op_name": "MultiHeadAttention", "input_type_shape": shapes, "output_type_shape": [shapes[0]]}
    found = multiply.products([{"name": "a_kernel_time", "args": arguments}])
    assert found == {Product(False, 96, 32, 10): 1, Product(False, 96, 10, 32): 1}


def test_share_is_time_at_peak_over_time() -> None:
    assert Share({True: 100, False: 50}, {True: 50.0, False: 50.0}, 6.0).percent == pytest.approx(50.0)


def test_encoder_runs_are_recorded_counted_and_held_to_the_peak(tmp_path: Path) -> None:
    pytest.importorskip("onnx", reason="the extra `benchmark` is not installed")
    product = Product(False, 64, 32, 48)
    (tmp_path / "encoder.onnx").write_bytes(multiply.multiplication(product))
    (tmp_path / "links.onnx").write_bytes(multiply.multiplication(product))
    plain = onnxruntime.InferenceSession
    with multiply.recording() as record:
        for name in ("encoder", "links"):
            opened = onnxruntime.InferenceSession(str(tmp_path / f"{name}.onnx"), providers=["CPUExecutionProvider"])
            opened.run(None, {"a": np.ones((64, 32), np.float32)})
    assert onnxruntime.InferenceSession is plain
    assert len(record.feeds) == 1
    assert record.seconds > 0
    assert multiply.profile(record.path, record.feeds * 3) == {product: 3}
    result = multiply.share(record)
    assert result.operations == {False: product.operations}
    assert result.peaks[False] > 0


def test_integer_product_runs() -> None:
    pytest.importorskip("onnx", reason="the extra `benchmark` is not installed")
    network = multiply.session(multiply.multiplication(Product(True, 4, 8, 2)))
    (out,) = network.run(None, {"a": np.zeros((4, 8), np.uint8)})
    assert out.shape == (4, 2)


def test_memory_repeats_the_texts_and_gives_megabytes(tmp_path: Path) -> None:
    memory.write_reports(["one", "two"], 5, tmp_path / "r.jsonl")
    assert len(set((tmp_path / "r.jsonl").read_text().splitlines())) == 5
    child = "import sys; n = len(open(sys.argv[3]).readlines()); open(sys.argv[1], 'w').write(str(n * 1024))"
    assert memory.peak(["one"], 7, child=child) == 7.0


@pytest.mark.skipif(sys.platform != "linux", reason="VmHWM is Linux's")
def test_memory_is_that_of_the_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ballast = b"x" * 300_000_000
    fake = tmp_path / "accordingto/cli"
    fake.mkdir(parents=True)
    for folder in (fake.parent, fake):
        (folder / "__init__.py").write_text("")
    (fake / "app.py").write_text("def main():\n    raise SystemExit(0)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert 1 < memory.peak(["one"], 1) < 100 < len(ballast) / 1e6


def test_words_are_counted_between_white_space(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("two words")
    (tmp_path / "a.txt").write_text("one\n")
    assert read_texts(tmp_path) == ["one\n", "two words"]
    assert count_words(read_texts(tmp_path)) == 3
