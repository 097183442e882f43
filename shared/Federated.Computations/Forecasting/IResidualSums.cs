namespace Federated.Computations.Forecasting;

/// <summary>A node's forecast errors, seen only as counts by cell: COUNT(*) GROUP BY ahead, cell.</summary>
public interface IResidualSums
{
    /// <summary>Adds a count for each error in the cell that <see cref="Federated.Learning.Forecasting.ResidualBands.CellOf"/> says.</summary>
    /// <param name="horizon">Periods ahead; further ones are left out.</param>
    /// <param name="into">For each period ahead <see cref="Federated.Learning.Forecasting.ResidualBands.Cells"/> counts, added to.</param>
    /// <exception cref="ContributionException">The rows cannot be used; the message says why.</exception>
    void Add(int horizon, Span<double> into);
}
