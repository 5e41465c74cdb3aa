"""Students with fewer heads and a narrower feed-forward network: what the loss would miss least is taken out.

How much the loss would change without a part is estimated from its output and the gradient there, summed over examples
(Michel et al. 2019 for heads; Molchanov et al. 2017).
"""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn

from riwaya.weights.pieces import Pieces
from training import learn
from training.encoder import HEAD, Encoder, State, like


def narrowed(
    model: Encoder,
    examples: Sequence[learn.Example],
    pieces: Pieces,
    settings: dict[str, int],
    *,
    width: int = learn.ROW,
) -> Encoder:
    """``model`` with as many ``heads`` and ``inner`` units left in each layer as ``settings`` say.

    The first ``shown`` of the examples tell which.
    """
    worth = importance(model, examples[: settings["shown"]], pieces, width=width)
    return like(fewer(model.state_dict(), worth, settings), whole=model.whole)


def fewer(state: State, worth: State, settings: dict[str, int]) -> State:
    """The weights of what is worth most."""
    state = dict(state)
    for name in sorted({key.removesuffix(".outer") for key in worth if key.endswith(".outer")}):
        units = best(worth[f"{name}.outer"], settings["inner"])
        channels = _channels(best(worth[f"{name}.mix"].view(-1, HEAD).sum(-1), settings["heads"]))
        asked, mixed = state[f"{name}.qkv.weight"], state[f"{name}.mix.weight"]
        rows = torch.cat([channels + part * mixed.shape[1] for part in range(3)])
        state |= {
            f"{name}.qkv.weight": asked[rows],
            f"{name}.qkv.bias": state[f"{name}.qkv.bias"][rows],
            f"{name}.mix.weight": mixed[:, channels],
            f"{name}.inner.weight": state[f"{name}.inner.weight"][units],
            f"{name}.inner.bias": state[f"{name}.inner.bias"][units],
            f"{name}.outer.weight": state[f"{name}.outer.weight"][:, units],
        }
    return state


def importance(model: Encoder, examples: Sequence[learn.Example], pieces: Pieces, *, width: int) -> State:
    """For each layer's ``mix`` and ``outer``, how much the loss would miss each channel of their input."""
    total: State = {}
    inputs: State = {}

    def keep(name: str) -> Callable[..., None]:
        def seen(_module: nn.Module, given: tuple[Tensor, ...]) -> None:
            given[0].retain_grad()
            inputs[name] = given[0]

        return seen

    maps = [(name, part) for name, part in model.named_modules() if name.endswith((".mix", ".outer"))]
    hooks = [part.register_forward_pre_hook(keep(name)) for name, part in maps]
    for batch in learn.batches(examples, pieces, None, width=width):
        model.eval().zero_grad()
        learn.loss_of(model, batch).backward()
        for name, given in inputs.items():
            missed = (given.grad.float() * given.float()).detach().flatten(0, -2)
            if name.endswith(".mix"):  # a head is taken out as one
                missed = missed.view(len(missed), -1, HEAD).sum(-1).abs().repeat_interleave(HEAD, -1)
            total[name] = total.get(name, 0) + missed.abs().sum(0)
    for hook in hooks:
        hook.remove()
    model.zero_grad()
    return total


def best(worth: Tensor, count: int) -> Tensor:
    """The numbers of the ``count`` largest, in order."""
    return worth.topk(count).indices.sort().values


def _channels(heads: Tensor) -> Tensor:
    return (heads[:, None] * HEAD + torch.arange(HEAD)).flatten()
