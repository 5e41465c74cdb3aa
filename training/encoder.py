"""A small BERT (post-layer-norm, erf GELU) with a head that labels the first piece of each word."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.settings import LABELS

#: What the base model has; ``HEAD`` is the width of one head, which students keep.
WIDTH, HEADS, INNER, POSITIONS, EPSILON = 384, 12, 1536, 512, 1e-12
HEAD = WIDTH // HEADS
State = dict[str, Tensor]


class Layer(nn.Module):
    """Self-attention and feed-forward network, each added and normalised."""

    def __init__(self, heads: int = HEADS, inner: int = INNER) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * heads * HEAD)
        self.mix = nn.Linear(heads * HEAD, WIDTH)
        self.mix_norm = nn.LayerNorm(WIDTH, EPSILON)
        self.inner = nn.Linear(WIDTH, inner)
        self.outer = nn.Linear(inner, WIDTH)
        self.outer_norm = nn.LayerNorm(WIDTH, EPSILON)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """``x`` is [batch, pieces, width]; ``bias`` [batch, pieces, pieces] is added to how much one heeds another."""
        x = self.mix_norm(x + self.mix(attention(self.qkv(x), bias)))
        return self.outer_norm(x + self.outer(functional.gelu(self.inner(x))))


def attention(qkv: Tensor, bias: Tensor) -> Tensor:
    """Written out: torch's fused attention learns ten times slower on this kind of processor."""
    batch, length, wide = qkv.shape
    heads = wide // (3 * HEAD)
    split = qkv.view(batch, length, 3, heads, HEAD).permute(2, 0, 3, 1, 4)
    q, k, v = split.reshape(3, batch * heads, length, HEAD)
    bias = bias.to(q.dtype).repeat_interleave(heads, 0)
    with torch.autocast("cpu", enabled=False):
        weights = torch.baddbmm(bias, q, k.transpose(1, 2), alpha=HEAD**-0.5).softmax(-1)
        seen = torch.bmm(weights, v)
    return seen.view(batch, heads, length, -1).transpose(1, 2).reshape(batch, length, heads * HEAD)


class Encoder(nn.Module):
    """Pieces in, logits of the labels out; ``hidden`` gives the vectors below the head.

    The first ``whole`` layers see all pieces. One more layer lets the first pieces of words look at all pieces; the
    layers after it see nothing but first pieces, so that at run time they are given no others.
    """

    def __init__(
        self,
        pieces: int,
        layers: int,
        *,
        whole: int | None = None,
        heads: int = HEADS,
        inner: int = INNER,
        dropout: float = 0.1,
        labels: int = len(LABELS),
    ) -> None:
        super().__init__()
        self.whole = layers if whole is None else whole
        self.pieces = nn.Embedding(pieces, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer(heads, inner) for _ in range(layers))
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


def like(
    state: State,
    *,
    whole: int | None = None,
    layers: int | None = None,
    labels: int | None = None,
    dropout: float = 0.0,
) -> Encoder:
    """The encoder of these weights, or of its first ``layers``; with another number of ``labels`` its head starts anew.

    Raises ``ValueError`` where something else does not fit.
    """
    numbers = {int(name.split(".")[1]) for name in state if name.startswith("layers.")}
    model = Encoder(
        len(state["pieces.weight"]),
        layers or len(numbers),
        whole=whole,
        heads=state["layers.0.mix.weight"].shape[1] // HEAD,
        inner=len(state["layers.0.inner.bias"]),
        dropout=dropout,
        labels=labels or len(state["head.bias"]),
    )
    wanted = model.state_dict()
    missing, _ = model.load_state_dict(
        {name: tensor for name, tensor in state.items() if name in wanted and tensor.shape == wanted[name].shape},
        strict=False,
    )
    if wrong := [name for name in missing if not name.startswith("head")]:
        raise ValueError(f"weights that do not fit: {', '.join(wrong)}")
    return model
