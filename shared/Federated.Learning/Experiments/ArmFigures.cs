namespace Federated.Learning.Experiments;

/// <summary>The responses of the rows of one arm of an experiment.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Sum">Σ y.</param>
/// <param name="Squares">Σ y².</param>
public readonly record struct ArmFigures(long Rows, double Sum, double Squares)
{
    /// <summary>Mean response; NaN without rows.</summary>
    public double Mean => Rows > 0 ? Sum / Rows : double.NaN;

    /// <summary>Squared standard error of the mean; NaN of fewer than two rows.</summary>
    public double SquaredError => Rows > 1 ? Math.Max(0, Squares - (Rows * Mean * Mean)) / (Rows - 1.0) / Rows : double.NaN;
}
