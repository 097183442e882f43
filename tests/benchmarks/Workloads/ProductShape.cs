using System.Globalization;

namespace Federated.Benchmarks.Workloads;

/// <summary>A matrix product C = A·B.</summary>
/// <param name="Rows">Rows of A and C.</param>
/// <param name="Columns">Columns of B and C.</param>
/// <param name="Inner">Columns of A, rows of B.</param>
/// <param name="LeftTransposed">A lies in memory as Inner × Rows.</param>
/// <param name="RightTransposed">B lies in memory as Columns × Inner.</param>
internal sealed record ProductShape(int Rows, int Columns, int Inner, bool LeftTransposed = false, bool RightTransposed = false)
{
    /// <summary>Floating-point operations: a multiplication and an addition for each step of each sum.</summary>
    public double Operations => 2.0 * Rows * Columns * Inner;

    /// <summary>What the peer's driver is asked to build.</summary>
    public string PeerName => string.Create(CultureInfo.InvariantCulture, $"product {Rows} {Columns} {Inner} {(LeftTransposed ? 1 : 0)} {(RightTransposed ? 1 : 0)}");

    /// <summary>Y = X·Wᵀ of a batch by a layer, whose weights lie as outputs × inputs.</summary>
    public static ProductShape Forward(int batch, int inputs, int outputs) => new(batch, outputs, inputs, RightTransposed: true);

    /// <summary>dW = dYᵀ·X.</summary>
    public static ProductShape WeightGradient(int batch, int inputs, int outputs) => new(outputs, inputs, batch, LeftTransposed: true);

    /// <summary>dX = dY·W.</summary>
    public static ProductShape InputGradient(int batch, int inputs, int outputs) => new(batch, inputs, outputs);

    /// <summary>Two square matrices as they lie.</summary>
    public static ProductShape Square(int size) => new(size, size, size);
}
