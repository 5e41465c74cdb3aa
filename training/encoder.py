"""A small BERT (post-layer-norm, erf GELU) with a head that labels the first piece of each word."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.settings import LABELS

WIDTH, HEADS, INNER, POSITIONS, EPSILON = 384, 12, 1536, 512, 1e-12


class Layer(nn.Module):
    """Self-attention and feed-forward network, each added and normalised."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.mix = nn.Linear(WIDTH, WIDTH)
        self.mix_norm = nn.LayerNorm(WIDTH, EPSILON)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.outer_norm = nn.LayerNorm(WIDTH, EPSILON)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """``x`` is [batch, pieces, width]; ``bias`` [batch, pieces, pieces] is added to how much one heeds another."""
        x = self.mix_norm(x + self.mix(attention(self.qkv(x), bias)))
        return self.outer_norm(x + self.outer(functional.gelu(self.inner(x))))


def attention(qkv: Tensor, bias: Tensor) -> Tensor:
    """Written out: torch's fused attention learns ten times slower on this kind of processor."""
    batch, length, _ = qkv.shape
    split = qkv.view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
    q, k, v = split.reshape(3, batch * HEADS, length, WIDTH // HEADS)
    bias = bias.to(q.dtype).repeat_interleave(HEADS, 0)
    with torch.autocast("cpu", enabled=False):
        weights = torch.baddbmm(bias, q, k.transpose(1, 2), alpha=(WIDTH // HEADS) ** -0.5).softmax(-1)
        seen = torch.bmm(weights, v)
    return seen.view(batch, HEADS, length, -1).transpose(1, 2).reshape(batch, length, WIDTH)


class Encoder(nn.Module):
    """Pieces in, logits of the labels out; ``hidden`` gives the vectors below the head.

    The first ``whole`` layers see all pieces. One more layer lets the first pieces of words look at all pieces; the
    layers after it see nothing but first pieces, so that at run time they are given no others.
    """

    def __init__(
        self, pieces: int, layers: int, *, whole: int | None = None, dropout: float = 0.1, labels: int = len(LABELS)
    ) -> None:
        super().__init__()
        self.whole = layers if whole is None else whole
        self.pieces = nn.Embedding(pieces, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(WIDTH, labels)

    def hidden(self, ids: Tensor, places: Tensor, owners: Tensor, firsts: Tensor) -> Tensor:
        """The last layer's vectors.

        All arguments are [batch, pieces]: the pieces, their places in their sentences, the number of the sentence that
        owns each, and whether it begins a word. Sentences may share a row: a piece sees its own sentence only.
        """
        foreign = owners[:, :, None] != owners[:, None, :]
        bias = torch.zeros(foreign.shape).masked_fill_(foreign, -1e4)
        x = self.dropout(self.norm(self.pieces(ids) + self.positions(places)))
        narrow = bias.masked_fill(~firsts[:, None, :], -1e4)
        for number, layer in enumerate(self.layers):
            x = layer(x, bias if number <= self.whole else narrow)
        return x

    def forward(self, ids: Tensor, places: Tensor, owners: Tensor, firsts: Tensor) -> Tensor:
        """Logits [batch, pieces, labels]."""
        return self.head(self.dropout(self.hidden(ids, places, owners, firsts)))


def first_layers(state: dict[str, Tensor], layers: int) -> dict[str, Tensor]:
    """The weights of the first ``layers`` layers, of what lies below them, and of the head."""
    return {
        name: tensor
        for name, tensor in state.items()
        if not name.startswith("layers.") or int(name.split(".")[1]) < layers
    }
