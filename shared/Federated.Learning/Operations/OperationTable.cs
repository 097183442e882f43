using System.Collections.Immutable;

namespace Federated.Learning.Operations;

/// <summary>Every operation that a graph can hold: its value, its local gradient, its shapes and its source. The tests check each row's gradient by finite differences.</summary>
public static class OperationTable
{
    /// <summary>The rows, in the order of their kinds. "…" stands for any leading dimensions, "⊕" for broadcasting.</summary>
    public static ImmutableArray<OperationEntry> Entries { get; } =
    [
        new("Add", "a + b", "∂a = ∂y, ∂b = ∂y, each summed where it was repeated", "a ⊕ b → y"),
        new("Subtract", "a − b", "∂a = ∂y, ∂b = −∂y", "a ⊕ b → y"),
        new("Multiply", "a·b", "∂a = ∂y·b, ∂b = ∂y·a", "a ⊕ b → y"),
        new("Divide", "a/b", "∂a = ∂y/b, ∂b = −∂y·y/b", "a ⊕ b → y"),
        new("Relu", "max(x, 0)", "∂x = ∂y·[x > 0]", "[…] → […]"),
        new("Square", "x²", "∂x = 2x·∂y", "[…] → […]"),
        new("Negate", "−x", "∂x = −∂y", "[…] → […]"),
        new("Absolute", "|x|", "∂x = ∂y·sign x", "[…] → […]"),
        new("SquareRoot", "√x", "∂x = ∂y/(2y)", "[…] → […]"),
        new("Affine", "φ(x·Wᵀ + b)", "δ = ∂y ⊙ φ′; ∂x = δ·W, ∂W = δᵀ·x, ∂b = Σ δ", "x […, in], W [out, in], b [out] → […, out]", "norms: Goodfellow 2015, arXiv:1510.01799"),
        new("Dropout", "x ⊙ m, mᵢ ∈ {0, 1/(1−p)}", "∂x = ∂y ⊙ m", "[…] → […]", "Srivastava et al. 2014"),
        new("Lookup", "W[i]", "∂W[i] += ∂y", "W [rows, width], i […] → […, width]"),
        new("Loss", "an ILoss", "its own derivative times ∂y", "outputs […, k], a label a row → []"),
        new("Rnn", "h′ = φ(x·Wᵀ + b + h·Uᵀ + b′), step by step", "δ = ∂h′ ⊙ φ′; ∂W = Σ δᵀ·x, ∂U = Σ δᵀ·h over steps, ∂h = δ·U", "x [batch, time, in], W [hidden, in], U [hidden, hidden] → [batch, time, hidden]", "Elman 1990; Werbos 1990"),
        new("Gru", "r, z = σ(…), n = tanh(x·Wᵀ + b + r ⊙ (h·Uᵀ + b′)), h′ = (1−z) ⊙ n + z ⊙ h", "δn = ∂h′ ⊙ (1−z) ⊙ (1−n²), δr = δn ⊙ u ⊙ r(1−r), δz = ∂h′ ⊙ (h−n) ⊙ z(1−z)", "as Rnn, W [3·hidden, in], U [3·hidden, hidden]", "Cho et al. 2014, arXiv:1406.1078"),
        new("Lstm", "c′ = f ⊙ c + i ⊙ g, h′ = o ⊙ tanh c′", "δc = ∂c′ + ∂h′ ⊙ o ⊙ (1 − tanh² c′), then each gate's", "as Rnn, W [4·hidden, in], U [4·hidden, hidden]", "Hochreiter and Schmidhuber 1997; Gers et al. 2000"),
        new("Attention", "softmax(Q·Kᵀ/√size + mask)·V, a head at a time", "∂V = Pᵀ·∂O, ∂P = ∂O·Vᵀ, ∂S = P ⊙ (∂P − Σ P ⊙ ∂P)/√size, ∂Q = ∂S·K, ∂K = ∂Sᵀ·Q", "q [batch, queries, width], k and v [batch, keys, width] → [batch, queries, width]", "Vaswani et al. 2017, arXiv:1706.03762, section 3.2"),
        new("SelfAttention", "Attention of a third of the columns each", "as Attention", "[batch, time, 3·width] → [batch, time, width]", "Vaswani et al. 2017, arXiv:1706.03762, section 3.2"),
        new("Softmax", "eˣ/Σ eˣ over the last dimension", "∂x = y ⊙ (∂y − Σ y·∂y)", "[…, width] → […, width]"),
        new("LogSoftmax", "x − ln Σ eˣ over the last dimension", "∂x = ∂y − eʸ·Σ ∂y", "[…, width] → […, width]"),
        new("BatchedProduct", "A·B, or A·Bᵀ, an item at a time", "∂A = ∂Y·Bᵀ, ∂B = Aᵀ·∂Y", "a […, m, k], b […, k, n] → […, m, n]"),
        new("SampledScores", "xᵢ·W[cᵢⱼ]", "∂xᵢ = Σⱼ ∂yᵢⱼ·W[cᵢⱼ], ∂W[cᵢⱼ] += ∂yᵢⱼ·xᵢ", "x […, width], W [rows, width], c […, candidates] → […, candidates]"),
    ];
}
