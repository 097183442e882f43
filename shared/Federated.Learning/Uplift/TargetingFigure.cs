namespace Federated.Learning.Uplift;

/// <summary>How much a ranking by predicted effect gains over a blind one.</summary>
/// <param name="Coefficient">Area between the uplift curve and the straight line to its end, in responses by row: 0 of a blind order.</param>
/// <param name="Error">Its standard error.</param>
public readonly record struct TargetingFigure(double Coefficient, double Error)
{
    /// <summary>The coefficient in its standard errors; 0 when there is nothing to tell rows apart by.</summary>
    public double Studentised => Error > 0 ? Coefficient / Error : 0;

    /// <summary>
    /// With Γ a row's transformed response, whose mean over any rows is the effect on them, and φ the share of rows ranked above a row, the area under the curve of the mean of Γ
    /// by φ, less that of the line to its end, is the mean of Γ·(½ − φ) (Radcliffe 2007, in a form that is linear in the rows). Rows of one bin share its middle φ.
    /// </summary>
    /// <param name="rows">By bin, from the lowest prediction to the highest.</param>
    /// <param name="sums">Σ Γ by bin.</param>
    /// <param name="squares">Σ Γ² by bin.</param>
    public static TargetingFigure Of(ReadOnlySpan<double> rows, ReadOnlySpan<double> sums, ReadOnlySpan<double> squares)
    {
        double all = 0, above = 0, area = 0, variance = 0;
        foreach (double count in rows)
            all += count;
        if (!(all > 0))
            return default;
        for (int bin = rows.Length - 1; bin >= 0; bin--)
        {
            if (rows[bin] == 0)
                continue;
            double lead = 0.5 - ((above + (rows[bin] / 2)) / all);
            area += lead * sums[bin];
            variance += lead * lead * squares[bin];
            above += rows[bin];
        }

        return new TargetingFigure(area / all, Math.Sqrt(Math.Max(0, variance)) / all);
    }
}
