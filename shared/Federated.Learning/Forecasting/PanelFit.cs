using System.Collections.Immutable;

namespace Federated.Learning.Forecasting;

/// <summary>Slopes that all series share.</summary>
/// <param name="Weights">One a column.</param>
/// <param name="Intercept">The level that all series share; 0 where levels are free.</param>
/// <param name="RSquared">Share of the variance about the series' levels that the slopes explain; NaN when there is none.</param>
/// <param name="Rows">Rows behind it.</param>
public sealed record PanelFit(ImmutableArray<double> Weights, double Intercept, double RSquared, long Rows)
{
    /// <summary>What a row is expected to have, without its series' own level.</summary>
    public double Predict(ReadOnlySpan<float> features)
    {
        double sum = Intercept;
        for (int column = 0; column < features.Length; column++)
            sum += Weights[column] * features[column];
        return sum;
    }
}
