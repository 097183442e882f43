using System.Collections.Immutable;
using Federated.Learning.Experiments;

namespace Federated.Computations.Uplift;

/// <summary>What the first round sums, each node's rows taken from their own mean.</summary>
/// <param name="Gram">Lower triangle of Σ z·zᵀ, z = (x, t, y) less the node's mean.</param>
/// <param name="Treated">Rows that were contacted.</param>
/// <param name="Untreated">Rows that were not.</param>
/// <param name="ComparedRows">Rows of the nodes that have at least two of each.</param>
/// <param name="ComparedSum">Over those nodes, rows times the difference of the node's two means.</param>
/// <param name="ComparedVariance">Over those nodes, squared rows times the squared error of that difference.</param>
/// <param name="Nodes">Nodes in the sum.</param>
public sealed record TrialMoments(
    ImmutableArray<double> Gram, ArmFigures Treated, ArmFigures Untreated, long ComparedRows, double ComparedSum, double ComparedVariance, int Nodes)
{
    /// <summary>Rows of both arms.</summary>
    public long Rows => Treated.Rows + Untreated.Rows;

    /// <summary>Share of the rows that were contacted.</summary>
    public double Share => (double)Treated.Rows / Rows;

    /// <summary>Difference of the means of all rows, whoever's they are, and its standard error (Welch).</summary>
    public (double Effect, double Error) Difference => (Treated.Mean - Untreated.Mean, Math.Sqrt(Treated.SquaredError + Untreated.SquaredError));

    /// <summary>Mean over the rows of each node's own difference, and its standard error (Neyman 1923, within blocks); NaN when no node can compare.</summary>
    public (double Effect, double Error) WithinNodes => ComparedRows > 0
        ? (ComparedSum / ComparedRows, Math.Sqrt(Math.Max(0, ComparedVariance)) / ComparedRows)
        : (double.NaN, double.NaN);
}
