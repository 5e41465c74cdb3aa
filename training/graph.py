"""The encoder as an ONNX graph of a few fused operators, int8 weights with a scale for each column.

The operators of the domain com.microsoft are onnxruntime's own. Built by hand, for two gains over an exporter: ten
nodes a layer, and upper layers that work for the first pieces of words only.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from training.encoder import EPSILON, HEAD

#: Weights take 7 of 8 bits: processors without VNNI add two products in 16 bits and would overflow on 8.
LARGEST = 63
#: How much of a channel's range goes over from activations to weights (SmoothQuant, Xiao et al. 2023).
SMOOTHED = 0.8
#: Longest window at run time, begin and end pieces included.
POSITIONS = 256
MICROSOFT = "com.microsoft"
Peaks = dict[str, np.ndarray]
State = dict[str, np.ndarray]


class Graph:
    """Nodes and constants under construction.

    ``peaks`` holds, for the inputs of each linear map, the largest magnitude met in each channel. Few channels are a
    hundred times larger than the others, which would leave those three or four of 256 steps; with ``peaks`` they are
    divided, and their weights multiplied.
    """

    def __init__(self, state: State, peaks: Peaks) -> None:
        self.state = state
        self.peaks = peaks
        self.smoothed: dict[tuple[str, str], str] = {}
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        """Store a constant and return its name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, *, domain: str = "", **attributes: object) -> str:
        """Append a node with one output and return the output's name."""
        self.nodes.append(helper.make_node(kind, inputs, [output], output, domain=domain, **attributes))
        return output

    def linear(self, x: str, name: str, output: str, *, rows: slice = slice(None)) -> str:
        """``x`` times the int8 weights of ``name`` (some ``rows`` of it, as outputs), plus its bias."""
        weight, after = self.state[f"{name}.weight"], self.after(name)[rows]
        if name in self.peaks:
            divisor = divisors(weight, self.peaks[name])
            if not name.endswith(".mix"):
                x = self.divided(x, name, divisor)
            weight = weight * divisor
        weight = weight[rows].T
        scale = np.abs(weight).max(axis=0) / LARGEST
        inputs = [
            x,
            self.constant(f"{output}.weight", np.rint(weight / scale).astype(np.int8)),
            self.constant(f"{output}.scale", (scale / after).astype(np.float32)),
            self.constant(f"{output}.zero", np.zeros(len(scale), np.int8)),
            self.constant(f"{output}.bias", self.state[f"{name}.bias"][rows] / after),
        ]
        return self.node("DynamicQuantizeMatMul", inputs, output, domain=MICROSOFT)

    def after(self, name: str) -> np.ndarray:
        """By what the outputs are divided: of ``qkv`` the values, by what the input of ``mix`` has to be.

        Attention only weighs the values, so that the division costs nothing here.
        """
        divisor = np.ones(len(self.state[f"{name}.bias"]), np.float32)
        mix = name.removesuffix("qkv") + "mix"
        if name.endswith(".qkv") and mix in self.peaks:
            own = divisors(self.state[f"{mix}.weight"], self.peaks[mix])
            divisor[-len(own) :] = own
        return divisor

    def divided(self, x: str, name: str, divisor: np.ndarray) -> str:
        """``x`` with its channels divided for the map ``name``, once for all parts of it."""
        if (x, name) not in self.smoothed:
            factor = self.constant(f"{x}.{name}.factor", 1 / divisor)
            self.smoothed[x, name] = self.node("Mul", [x, factor], f"{x}.{name}.smooth")
        return self.smoothed[x, name]

    def norm(self, x: str, added: str, name: str) -> str:
        """Layer norm of a sum."""
        weight = self.constant(f"{name}.weight", self.state[f"{name}.weight"])
        bias = self.constant(f"{name}.bias", self.state[f"{name}.bias"])
        # two operators: onnxruntime's one for both takes five times as long
        total = self.node("Add", [x, added], f"{name}.sum")
        return self.node("LayerNormalization", [total, weight, bias], name, axis=-1, epsilon=EPSILON)

    def embedding(self) -> str:
        """Pieces (int8 with a scale for each row) and positions, normalised: [1, pieces, width]."""
        table = self.state["pieces.weight"]
        scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-9) / 127
        rows = self.constant("pieces.weight", np.rint(table / scale).astype(np.int8))
        scales = self.constant("pieces.scale", scale.astype(np.float32))
        places = self.constant("positions", self.state["positions.weight"][:POSITIONS])
        row = self.node("Cast", [self.node("Gather", [rows, "ids"], "row8")], "row", to=TensorProto.FLOAT)
        piece = self.node("Mul", [row, self.node("Gather", [scales, "ids"], "row.scale")], "piece")
        length = self.node("Shape", ["ids"], "length", start=1)
        zero, axis = self.constant("zero", np.array([0])), self.constant("axis", np.array([0]))
        place = self.node("Slice", [places, zero, length, axis], "place")
        return self.norm(piece, self.node("Unsqueeze", [place, axis], "place.1"), "norm")

    def layer(self, x: str, name: str, *, narrowing: bool) -> str:
        """One layer; where it is ``narrowing`` only the first pieces of words ask, and go on to the next."""
        wide = self.state[f"{name}.mix.weight"].shape[1]
        asking = self.node("Gather", [x, "firsts"], "asking", axis=1) if narrowing else x
        if narrowing:
            sources = (asking, x, x)
            parts = [
                self.linear(source, f"{name}.qkv", f"{name}.{part}", rows=slice(part * wide, (part + 1) * wide))
                for part, source in enumerate(sources)
            ]
        else:
            parts = self.split(self.linear(x, f"{name}.qkv", f"{name}.qkv"), name)
        seen = self.node("MultiHeadAttention", parts, f"{name}.seen", domain=MICROSOFT, num_heads=wide // HEAD)
        x = self.norm(asking, self.linear(seen, f"{name}.mix", f"{name}.mix"), f"{name}.mix_norm")
        inner = self.node("Gelu", [self.linear(x, f"{name}.inner", f"{name}.inner")], f"{name}.gelu", domain=MICROSOFT)
        return self.norm(x, self.linear(inner, f"{name}.outer", f"{name}.outer"), f"{name}.outer_norm")

    def split(self, qkv: str, name: str) -> list[str]:
        """The three parts of ``qkv``."""
        outputs = [f"{name}.{part}" for part in range(3)]
        self.nodes.append(helper.make_node("Split", [qkv], outputs, f"{name}.split", axis=2, num_outputs=3))
        return outputs


def divisors(weight: np.ndarray, peaks: np.ndarray) -> np.ndarray:
    """By what each channel is divided, one on the average."""
    largest = np.maximum(np.abs(weight).max(axis=0), 1e-4)
    ratio = np.maximum(peaks, 1e-3) ** SMOOTHED / largest ** (1 - SMOOTHED)
    return (ratio / np.exp(np.log(ratio).mean())).astype(np.float32)


def build(state: State, layers: int, whole: int, peaks: Peaks | None = None) -> onnx.ModelProto:
    """``ids`` [1, pieces] and ``firsts`` [words] in, log-probabilities of the labels [1, words, labels] out."""
    graph = Graph(state, peaks or {})
    x = graph.embedding()
    for number in range(layers):
        x = graph.layer(x, f"layers.{number}", narrowing=number == min(whole, layers - 1))
    head = graph.constant("head.weight", state["head.weight"].T)
    bias = graph.constant("head.bias", state["head.bias"])
    logits = graph.node("Add", [graph.node("MatMul", [x, head], "product"), bias], "logits")
    graph.node("LogSoftmax", [logits], "scores", axis=-1)
    made = helper.make_graph(
        graph.nodes,
        "names",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "pieces"]),
            helper.make_tensor_value_info("firsts", TensorProto.INT64, ["words"]),
        ],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, "words", len(state["head.bias"])])],
        graph.constants,
    )
    versions = [helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=versions, ir_version=9, producer_name="riwaya")
