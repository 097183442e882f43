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
        new("Maximum", "max(a, b)", "∂a = ∂y·[a > b], ∂b = ∂y·[b > a], halves where a = b", "a ⊕ b → y"),
        new("Minimum", "min(a, b)", "∂a = ∂y·[a < b], ∂b = ∂y·[b < a], halves where a = b", "a ⊕ b → y"),
        new("Relu", "max(x, 0)", "∂x = ∂y·[x > 0]", "[…] → […]"),
        new("Square", "x²", "∂x = 2x·∂y", "[…] → […]"),
        new("Negate", "−x", "∂x = −∂y", "[…] → […]"),
        new("Absolute", "|x|", "∂x = ∂y·sign x", "[…] → […]"),
        new("SquareRoot", "√x", "∂x = ∂y/(2y)", "[…] → […]"),
        new("Exp", "eˣ", "∂x = ∂y·y", "[…] → […]"),
        new("Log", "ln x", "∂x = ∂y/x", "[…] → […]"),
        new("Power", "xᵖ, x > 0", "∂x = ∂y·p·y/x", "[…] → […]"),
        new("Clamp", "min(max(x, low), high)", "∂x = ∂y·[low ≤ x ≤ high]", "[…] → […]"),
        new("Sigmoid", "1/(1 + e⁻ˣ)", "∂x = ∂y·y(1 − y)", "[…] → […]"),
        new("Tanh", "tanh x", "∂x = ∂y·(1 − y²)", "[…] → […]"),
        new("Softplus", "ln(1 + e^βx)/β, x where βx > threshold", "∂x = ∂y·σ(βx), 1 there", "[…] → […]"),
        new("LeakyRelu", "x if x > 0, else s·x", "∂x = ∂y or s·∂y", "[…] → […]"),
        new("Elu", "x if x > 0, else α(eˣ − 1)", "∂x = ∂y or ∂y·(y + α)", "[…] → […]", "Clevert et al. 2016"),
        new("Gelu", "x·Φ(x)", "∂x = ∂y·(Φ + x·φ)", "[…] → […]", "Hendrycks and Gimpel 2016"),
        new("Silu", "x·σ(x)", "∂x = ∂y·(σ + y(1 − σ))", "[…] → […]"),
        new("SumOverLast", "Σ x; MeanOverLast: Σ x/n; Sum and Mean: over all elements", "∂x = ∂y, or ∂y/n, repeated", "[…, n] → […]"),
        new("MaximumOverLast", "max x", "∂x = ∂y at the first of the largest", "[…, n] → […]"),
        new("LogSumExp", "ln Σ eˣ", "∂x = ∂y·e^(x−y)", "[…, n] → […]"),
        new("Concatenate", "inputs side by side", "each input's part of ∂y", "[…, nᵢ, …] → […, Σ nᵢ, …]"),
        new("Slice", "positions s to s + m − 1", "∂x = ∂y there, else 0", "[…, n, …] → […, m, …]"),
        new("Permute", "dimensions in another order", "∂x = ∂y in the old order", "[d₀, d₁, …] → [dπ₀, dπ₁, …]"),
        new("Affine", "φ(x·Wᵀ + b)", "δ = ∂y ⊙ φ′; ∂x = δ·W, ∂W = δᵀ·x, ∂b = Σ δ", "x […, in], W [out, in], b [out] → […, out]", "norms: Goodfellow 2015, arXiv:1510.01799"),
        new("Dropout", "x ⊙ m, mᵢ ∈ {0, 1/(1−p)}", "∂x = ∂y ⊙ m", "[…] → […]", "Srivastava et al. 2014"),
        new("Convolve2d", "W·X + b, X the columns of an image", "∂X = Wᵀ·∂y folded back, ∂W = Σ ∂y·Xᵀ, ∂b = Σ ∂y", "x [n, in, h, w], W [out, in/g, kh, kw], b [out] → [n, out, places high, places wide]", "Chellapilla, Puri and Simard 2006"),
        new("MaximumPool2d", "the largest of a window", "∂x = Σ ∂y over the windows that chose x", "[…, h, w] → […, places high, places wide]"),
        new("AveragePool2d", "the mean of a window", "∂x = Σ ∂y/count over the windows that see x", "[…, h, w] → […, places high, places wide]"),
        new("LayerNorm", "γ ⊙ x̂ + β, x̂ = (x − μ)·r over a row", "g = γ ⊙ ∂y; ∂x = r(g − mean g − x̂·mean(g ⊙ x̂)), ∂γ = Σ ∂y ⊙ x̂, ∂β = Σ ∂y", "x [rows…, width], γ and β [width] → the same as x", "Ba, Kiros and Hinton 2016"),
        new("BatchNorm", "the same over a channel of the batch", "the same over a channel of the batch", "x [n, channels, …], γ and β [channels] → the same as x", "Ioffe and Szegedy 2015"),
        new("GroupNorm", "the same over a group of channels of an example", "the same over the group", "x [n, channels, …], γ and β [channels] → the same as x", "Wu and He 2018"),
        new("Lookup", "W[i]", "∂W[i] += ∂y, none for the padding index", "W [rows, width], i […] → […, width]"),
        new("LookupBags", "sum, mean or largest of the rows W[i] of a bag", "∂W[i] += ∂y, ∂y/size, or ∂y where W[i] was chosen", "W [rows, width], i [bags, size] → [bags, width]"),
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
