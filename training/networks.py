"""The network: a BERT encoder told about letter case, gaps and quotation marks, with one head a task."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from accordingto.reading.decoder import allowed_moves
from accordingto.reading.labels import ENTITIES, LINKED, ROLES
from accordingto.reading.words import GAPS, QUOTES, SHAPES
from training.corpora.sample import UNKNOWN

DISTANCES = 48


@dataclass(frozen=True)
class Size:
    """Sizes of the encoder and its heads."""

    layers: int = 6
    width: int = 384
    heads: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512
    pair: int = 128
    pointer: int = 128


class SequenceDropout(nn.Module):
    """Dropout with one mask for all words of a sequence (Gal and Ghahramani 2016): as good and far cheaper on CPU."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.share:
            return x
        keep = torch.rand(x.shape[0], 1, x.shape[-1], device=x.device) >= self.share
        return x * (keep / (1.0 - self.share))


class Layer(nn.Module):
    """One transformer layer, normalised after each half as in BERT (Devlin et al. 2019)."""

    def __init__(self, size: Size, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = size.heads, SequenceDropout(dropout)
        self.qkv = nn.Linear(size.width, 3 * size.width)
        self.out = nn.Linear(size.width, size.width)
        self.norm1 = nn.LayerNorm(size.width, eps=1e-12)
        self.up = nn.Linear(size.width, size.inner)
        self.down = nn.Linear(size.inner, size.width)
        self.norm2 = nn.LayerNorm(size.width, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        a = self.out(a.transpose(1, 2).reshape(batch, length, width))
        x = self.norm1(x + self.dropout(a))
        h = self.down(F.gelu(self.up(x)))
        return self.norm2(x + self.dropout(h))


class Encoder(nn.Module):
    """Word pieces and their marks -> one vector a word (that of its first piece)."""

    def __init__(self, size: Size, dropout: float = 0.1) -> None:
        super().__init__()
        self.size = size
        self.word = nn.Embedding(size.vocabulary, size.width)
        self.position = nn.Embedding(size.positions, size.width)
        self.shape = nn.Embedding(SHAPES + 1, size.width)
        self.gap = nn.Embedding(GAPS + 1, size.width)
        self.quote = nn.Embedding(QUOTES + 1, size.width)
        self.norm = nn.LayerNorm(size.width, eps=1e-12)
        self.dropout = SequenceDropout(dropout)
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in range(size.layers))
        for table in (self.shape, self.gap, self.quote):
            nn.init.normal_(table.weight, std=0.01)

    def forward(
        self, pieces: Tensor, shape: Tensor, gap: Tensor, quote: Tensor, first: Tensor, mask: Tensor | None = None
    ) -> Tensor:
        x = self.word(pieces) + self.position.weight[: pieces.shape[1]]
        x = x + self.shape(shape) + self.gap(gap) + self.quote(quote)
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return torch.gather(x, 1, first.unsqueeze(-1).expand(-1, -1, x.shape[-1]))


def load_pretrained(encoder: Encoder, state: dict[str, Tensor]) -> None:
    """Copy BERT weights as published (`embeddings.…`, `encoder.layer.N.…`) into `encoder`."""
    own = encoder.state_dict()
    own["word.weight"] = state["embeddings.word_embeddings.weight"]
    own["position.weight"] = (
        state["embeddings.position_embeddings.weight"] + state["embeddings.token_type_embeddings.weight"][0]
    )
    for part in ("weight", "bias"):
        own[f"norm.{part}"] = state[f"embeddings.LayerNorm.{part}"]
        for n in range(encoder.size.layers):
            at = f"encoder.layer.{n}."
            own[f"layers.{n}.qkv.{part}"] = torch.cat(
                [state[f"{at}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            )
            for mine, theirs in (
                ("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"),
                ("up", "intermediate.dense"), ("down", "output.dense"), ("norm2", "output.LayerNorm"),
            ):  # fmt: skip
                own[f"layers.{n}.{mine}.{part}"] = state[f"{at}{theirs}.{part}"]
    encoder.load_state_dict(own)


def distance_bucket(difference: Tensor) -> Tensor:
    """Signed word distance -> 0..DISTANCES-1: exact up to 12, then logarithmic (ratio 1.35)."""
    size = difference.abs()
    far = 12 + torch.floor(torch.log(size.clamp(min=12) / 12.0) / 0.30).long()
    bucket = torch.where(size <= 12, size, far).clamp(max=DISTANCES // 2 - 1)
    return torch.where(difference < 0, bucket + DISTANCES // 2, bucket)


class LinkHead(nn.Module):
    """For a given cue, the part of every word in its attribution: O, source or content (B and I).

    Each pair of cue and word is the sum of both vectors, their distance, and how many paragraphs, quotations and
    other cues lie between; two convolutions over the words let neighbours agree on where a span ends.
    """

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.word = nn.Linear(size.width, size.pair)
        self.cue = nn.Linear(size.width, size.pair)
        self.role = nn.Linear(len(ROLES), size.pair, bias=False)
        self.distance = nn.Embedding(DISTANCES, size.pair)
        self.breaks = nn.Embedding(5, size.pair)
        self.quotations = nn.Embedding(7, size.pair)
        self.between = nn.Linear(2, size.pair, bias=False)
        self.near = nn.Conv1d(size.pair, size.pair, 3, padding=1)
        self.far = nn.Conv1d(size.pair, size.pair, 3, padding=2, dilation=2)
        self.out = nn.Linear(size.pair, len(LINKED))
        self.dropout = SequenceDropout(0.1)
        for table in (self.distance, self.breaks, self.quotations):
            nn.init.normal_(table.weight, std=0.05)

    def forward(self, vectors: Tensor, roles: Tensor, gap: Tensor, quote: Tensor, row: Tensor, cue: Tensor) -> Tensor:
        """vectors (b, n, width), roles (b, n, 7), gap and quote (b, n), row and cue (cues,) -> (cues, n, 5)."""
        chance = roles.detach().softmax(-1)
        place = torch.arange(vectors.shape[1], device=vectors.device)
        away = place[None, :] - cue[:, None]
        x = (self.word(vectors) + self.role(chance))[row] + self.cue(vectors[row, cue])[:, None]
        x = x + self.distance(distance_bucket(away))
        for table, marks, most in ((self.breaks, gap >= 2, 2), (self.quotations, quote == 2, 3)):
            seen = marks.long().cumsum(1)
            x = x + table((seen[row] - seen[row, cue][:, None]).clamp(-most, most) + most)
        cues = chance[..., ROLES.index("B-cue")].cumsum(1)
        between = (cues[row] - cues[row, cue][:, None]).clamp(-4.0, 4.0)
        x = x + self.between(torch.stack([between, between.abs()], -1))
        x = self.dropout(F.relu(x)).transpose(1, 2)
        x = x + F.relu(self.near(x))
        x = x + F.relu(self.far(x))
        return self.out(self.dropout(x.transpose(1, 2)))


class Pointer(nn.Module):
    """Which earlier or later word an anaphor refers back to, or none."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.query = nn.Linear(size.width, size.pointer)
        self.key = nn.Linear(size.width, size.pointer)
        self.near = nn.Embedding(DISTANCES, 1)
        self.nothing = nn.Linear(size.width, 1)
        nn.init.zeros_(self.near.weight)

    def forward(self, vectors: Tensor, row: Tensor, word: Tensor) -> Tensor:
        """vectors (b, n, width), row and word (anaphors,) -> (anaphors, n + 1), 'none' last."""
        away = torch.arange(vectors.shape[1], device=vectors.device)[None, :] - word[:, None]
        here = vectors[row, word]
        scores = (self.query(here)[:, None] * self.key(vectors)[row]).sum(-1) / 8.0
        scores = scores + self.near(distance_bucket(away)).squeeze(-1)
        return torch.cat([scores, self.nothing(here)], dim=1)


class Chain(nn.Module):
    """A linear-chain conditional random field over labels (Lafferty et al. 2001), moves of the BIO scheme only."""

    def __init__(self, labels: tuple[str, ...]) -> None:
        super().__init__()
        allowed = torch.from_numpy(allowed_moves(labels))
        self.register_buffer("allowed", allowed, persistent=False)
        self.moves = nn.Parameter(torch.zeros_like(allowed))

    def weights(self) -> Tensor:
        """Scores of moving from label to label (labels + 1, labels); the last row is the start."""
        return self.moves + self.allowed

    def loss(self, scores: Tensor, gold: Tensor) -> Tensor:
        """Sum of the negative log likelihoods of `gold` (rows, n); UNKNOWN only at the end of a row."""
        moves = self.weights()
        known = gold != UNKNOWN
        tags = gold.clamp(min=0)
        emitted = scores.gather(2, tags[..., None]).squeeze(-1)
        moved = torch.cat([moves[-1][tags[:, :1]], moves[tags[:, :-1], tags[:, 1:]]], 1)
        right = ((emitted + moved) * known).sum(1)
        total = scores[:, 0] + moves[-1]
        inner = moves[:-1][None]
        longest = int(known.sum(1).max())
        for t in range(1, longest):
            step = torch.logsumexp(total[:, :, None] + inner, 1) + scores[:, t]
            total = torch.where(known[:, t, None], step, total)
        return (torch.logsumexp(total, 1) - right).sum()


class EntityHead(nn.Module):
    """Names and their kinds, each word seen with its neighbours."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.word = nn.Linear(size.width, size.pair)
        self.near = nn.Conv1d(size.pair, size.pair, 3, padding=1)
        self.out = nn.Linear(size.pair, len(ENTITIES))
        self.dropout = SequenceDropout(0.2)

    def forward(self, vectors: Tensor) -> Tensor:
        """vectors (b, n, width) -> (b, n, 9)."""
        x = self.dropout(F.gelu(self.word(vectors))).transpose(1, 2)
        return self.out(F.gelu(x + self.near(x)).transpose(1, 2))


class Heads(nn.Module):
    """What is read off the word vectors: roles, entities, the parts of a given cue, and antecedents."""

    def __init__(self, size: Size, dropout: float = 0.1) -> None:
        super().__init__()
        self.dropout = SequenceDropout(dropout)
        self.roles = nn.Linear(size.width, len(ROLES))
        self.role_chain = Chain(ROLES)
        self.entities = EntityHead(size)
        self.entity_chain = Chain(ENTITIES)
        self.links = LinkHead(size)
        self.link_chain = Chain(LINKED)
        self.pointer = Pointer(size)


def load_matching(heads: Heads, state: dict[str, Tensor]) -> None:
    """Load the weights that have a place of the same name and shape; the others are learnt anew."""
    own = heads.state_dict()
    heads.load_state_dict({k: state[k] if k in state and state[k].shape == v.shape else v for k, v in own.items()})
