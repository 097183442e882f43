using System.Collections.Immutable;
using Federated.Learning.Training;

namespace Federated.Computations.Explanation;

/// <summary>
/// Partial dependence (Friedman 2001, §8.2) by secure evaluation, in one round: each node gives a feature one value after another in its own held-out rows, scores
/// them, and contributes the sum of the predictions. The means are those over the scored rows of all nodes, to 1e-6 of the declared range: sums of up to 2²⁰
/// numbers in [0, 1] are sent to 48 bits.
/// </summary>
public sealed class FederatedDependence : IComputation<DependenceState, HeldOutRows>
{
    private const int Bits = 48;

    /// <inheritdoc/>
    public ContributionSpec Specify(DependenceState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ContributionSpec(state.Request.Length, state.Request.RowsPerNode, clipNorm: null, Bits, weightBound: 1, UnitOfPrivacy.Partner);
    }

    /// <inheritdoc/>
    public void Contribute(DependenceState state, HeldOutRows data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        into.Values.Clear();
        long all = data.Batches.Sum(batch => (long)batch.Count), before = 0;
        foreach (LabelledRows batch in data.Batches)
        {
            int[] chosen = [.. Enumerable.Range(0, batch.Count).Where(row => IsChosen(before + row, all, state.Request.RowsPerNode))];
            before += batch.Count;
            if (chosen.Length > 0)
                Add(state.Request, data, batch.Select(chosen), into.Values);
        }

        into.Weight = 1;
        into.Validate();
    }

    /// <inheritdoc/>
    public DependenceState Apply(DependenceState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        if (IsDone(state))
            throw new InvalidOperationException("The features are measured already; no round is left.");
        sum.RequireFit(Specify(state));
        DependenceRequest request = state.Request;
        long rows = SummedCount.Of(sum.Values, 0, (long)sum.Contributors * request.RowsPerNode);
        if (rows == 0)
            throw new ContributionException("No node has a held-out row to score; raise the job's test share.");
        var means = ImmutableArray.CreateBuilder<ImmutableArray<double>>(request.Features.Length);
        int next = 1;
        foreach (DependenceFeature feature in request.Features)
        {
            var points = new double[feature.Points.Length];
            for (int point = 0; point < points.Length; point++, next++)
            {
                double share = sum.Values[next] / rows;
                if (!(share >= -1e-6 && share <= 1 + 1e-6))
                    throw new ContributionException($"Value {next} of the sum is {sum.Values[next]}, which {rows} predictions cannot add up to; a node contributed something else.");
                points[point] = request.Lowest + (Math.Clamp(share, 0, 1) * (request.Highest - request.Lowest));
            }

            means.Add([.. points]);
        }

        return state with { Result = new DependenceResult(rows, means.MoveToImmutable()) };
    }

    /// <inheritdoc/>
    public bool IsDone(DependenceState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Result is not null;
    }

    // Of all rows, as many as wanted, where the count of those chosen steps up.
    private static bool IsChosen(long row, long all, int wanted) => all <= wanted || (row + 1) * wanted / all > row * wanted / all;

    private static void Add(DependenceRequest request, HeldOutRows data, LabelledRows rows, Span<double> into)
    {
        int beyond = request.Features.SelectMany(feature => feature.Columns).Max();
        if (beyond >= rows.Columns)
            throw new ContributionException($"Column {beyond} is to be changed, but the rows have {rows.Columns} features; they are not the job's.");
        float[] changed = rows.Features.ToArray();
        into[0] += rows.Count;
        int next = 1;
        foreach (DependenceFeature feature in request.Features)
        {
            foreach (ImmutableArray<float> point in feature.Points)
            {
                for (int row = 0; row < rows.Count; row++)
                {
                    for (int index = 0; index < point.Length; index++)
                        changed[(row * rows.Columns) + feature.Columns[index]] = point[index];
                }

                foreach (float prediction in data.Scores(changed, rows.Count))
                    into[next] += (Math.Clamp(prediction, request.Lowest, request.Highest) - request.Lowest) / (request.Highest - request.Lowest);
                next++;
            }

            rows.Features.Span.CopyTo(changed);
        }
    }
}
