using System.Collections.Immutable;
using Federated.Learning.Forecasting;
using Federated.Learning.Solvers;

namespace Federated.Computations.Forecasting;

/// <summary>
/// Ridge regressions over the series of all nodes, each with a level for every series that never leaves its node; all of them exact, in one round together. A node sends for each regression its row count and a matrix out of which
/// the levels were taken (<see cref="SeriesIntercepts"/>): 1 + (p+2)(p+3)/2 numbers for p columns. The slopes are those of the pooled rows with one indicator a series. With features and targets within ±1, rounding to 48 bits
/// moves a mean product by less than nodes × 10⁻¹⁴ × bound/rows, and slopes of columns of spread s by about that over s².
/// </summary>
public sealed class FederatedPanel : IComputation<PanelState, IPanelSums>
{
    /// <inheritdoc/>
    public ContributionSpec Specify(PanelState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Options.Validate();
        return RowSums.Specify(state.Options.Models * LengthOf(state.Options.Columns), state.Options.RowBound);
    }

    /// <inheritdoc/>
    public void Contribute(PanelState state, IPanelSums data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        if (data.Columns != state.Options.Columns)
            throw new ContributionException($"The rows have {data.Columns} features; the job's have {state.Options.Columns}.");
        var sums = new double[into.Values.Length];
        data.Add(state.Options.Shrinkage, sums);
        RowSums.Contribute(sums, Ones(sums.Length), into);
    }

    /// <inheritdoc/>
    public PanelState Apply(PanelState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (IsDone(state))
            throw new InvalidOperationException("The regressions are fitted already; no round is left.");
        PanelOptions options = state.Options;
        int length = LengthOf(options.Columns);
        double[] sums = RowSums.Read(sum, Ones(options.Models * length), options.RowBound);
        var fits = ImmutableArray.CreateBuilder<PanelFit>(options.Models);
        for (int model = 0; model < options.Models; model++)
            fits.Add(Fit(options, sums.AsSpan(model * length, length), sum.Contributors));
        return state with { Fits = fits.MoveToImmutable() };
    }

    /// <inheritdoc/>
    public bool IsDone(PanelState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return !state.Fits.IsDefault;
    }

    /// <summary>Numbers of one regression of so many columns.</summary>
    internal static int LengthOf(int columns) => 1 + PackedTriangle.Length(columns + 2);

    private static PanelFit Fit(PanelOptions options, Span<double> sums, int contributors)
    {
        sums[0] = SummedCount.Of(sums, 0, contributors * options.RowBound);
        if (sums[0] == 0)
            return new PanelFit([.. new double[options.Columns]], 0, double.NaN, 0);
        try
        {
            return PanelRegression.Fit(sums, options.Columns, options.Penalty);
        }
        catch (ArgumentException fault)
        {
            throw new ContributionException($"The joint sums have no regression: {fault.Message}", fault);
        }
        catch (NotPositiveDefiniteException fault)
        {
            throw new ContributionException($"A joint regression has no unique solution: {fault.Message} Set a penalty above 0.", fault);
        }
    }

    private static double[] Ones(int length)
    {
        var ones = new double[length];
        Array.Fill(ones, 1);
        return ones;
    }
}
