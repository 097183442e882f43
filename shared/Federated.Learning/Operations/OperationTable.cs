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
    ];
}
