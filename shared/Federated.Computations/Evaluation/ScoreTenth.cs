namespace Federated.Computations.Evaluation;

/// <summary>About a tenth of all rows, cut by score.</summary>
/// <param name="Rows">Rows of all nodes together.</param>
/// <param name="Positives">Those of the positive class.</param>
/// <param name="MeanScore">Their mean probability, to the width of a bin.</param>
public sealed record ScoreTenth(long Rows, long Positives, double MeanScore)
{
    /// <summary>Share of positives; NaN of no rows.</summary>
    public double Rate => (double)Positives / Rows;
}
