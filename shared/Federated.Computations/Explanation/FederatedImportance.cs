using System.Collections.Immutable;
using Federated.Learning.Explanations;
using Federated.Learning.Metrics;
using Federated.Learning.Training;

namespace Federated.Computations.Explanation;

/// <summary>
/// Permutation importance by secure evaluation, in one round: each node deals each feature's values out anew among its own held-out rows, scores them, and
/// contributes histograms of the probability for each class; the fall of the joint area under the curve follows from their sum. All are counts and come back
/// exact; areas are those of binned probabilities. Values never cross from one node to another, so a feature is as important as it is <i>within</i> nodes: what only
/// tells the partners apart counts for nothing.
/// <para>The vector has 2 × bins × (1 + features × repeats) numbers: 20 features, 3 repeats and 128 bins make 15,616.</para>
/// </summary>
public sealed class FederatedImportance : IComputation<ImportanceState, HeldOutRows>
{
    /// <summary>Most rows of one node: 2²⁴.</summary>
    public const int MaximumRows = 1 << 24;

    private const int Bits = 48;

    /// <inheritdoc/>
    public ContributionSpec Specify(ImportanceState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ContributionSpec(state.Request.Length, MaximumRows, clipNorm: null, Bits, weightBound: 1, UnitOfPrivacy.Partner);
    }

    /// <inheritdoc/>
    public void Contribute(ImportanceState state, HeldOutRows data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        into.Values.Clear();
        int number = 0;
        foreach (LabelledRows batch in data.Batches)
            Add(state.Request, data, batch, number++, into.Values);
        into.Weight = 1;
        into.Validate();
    }

    /// <inheritdoc/>
    public ImportanceState Apply(ImportanceState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        if (IsDone(state))
            throw new InvalidOperationException("The features are measured already; no round is left.");
        sum.RequireFit(Specify(state));
        ImportanceRequest request = state.Request;
        (long Positives, long Negatives) rows = default;
        double before = Area(request, sum, 0, ref rows);
        var estimates = ImmutableArray.CreateBuilder<ImportanceEstimate>(request.Features.Length);
        var drops = new double[request.Repeats];
        for (int feature = 0; feature < request.Features.Length; feature++)
        {
            for (int repeat = 0; repeat < drops.Length; repeat++)
                drops[repeat] = before - Area(request, sum, 1 + (feature * request.Repeats) + repeat, ref rows);
            estimates.Add(ImportanceEstimate.Of(drops));
        }

        return state with { Result = new ImportanceResult(before, estimates.MoveToImmutable()) };
    }

    /// <inheritdoc/>
    public bool IsDone(ImportanceState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Result is not null;
    }

    private static void Add(ImportanceRequest request, HeldOutRows data, LabelledRows batch, int number, Span<double> into)
    {
        int beyond = request.Features.SelectMany(columns => columns).Max();
        if (beyond >= batch.Columns)
            throw new ContributionException($"Column {beyond} is to be permuted, but the rows have {batch.Columns} features; they are not the job's.");
        int odd = batch.Labels.Span.IndexOfAnyExcept(0f, 1f);
        if (odd >= 0)
            throw new ContributionException($"Row {odd} has label {batch.Labels.Span[odd]}; importance is measured for two classes, 0 and 1.");
        AddScores(request, data.Scores(batch.Features, batch.Count), batch, 0, into);
        float[] permuted = batch.Features.ToArray();
        for (int feature = 0; feature < request.Features.Length; feature++)
        {
            for (int repeat = 0; repeat < request.Repeats; repeat++)
            {
                // One seed, one order of rows: the columns of a feature stay together.
                ulong seed = PermutedColumn.SeedOf(PermutedColumn.SeedOf(request.Seed, feature, repeat), number, 0);
                foreach (int column in request.Features[feature])
                    PermutedColumn.Write(batch.Features.Span, batch.Columns, column, seed, permuted);
                AddScores(request, data.Scores(permuted, batch.Count), batch, 1 + (feature * request.Repeats) + repeat, into);
            }

            foreach (int column in request.Features[feature])
                PermutedColumn.Restore(batch.Features.Span, batch.Columns, column, permuted);
        }
    }

    private static void AddScores(ImportanceRequest request, float[] probabilities, LabelledRows batch, int place, Span<double> into)
    {
        ReadOnlySpan<float> labels = batch.Labels.Span;
        for (int row = 0; row < probabilities.Length; row++)
        {
            int side = labels[row] == 1 ? 0 : request.Bins;
            into[(2 * request.Bins * place) + side + ScoreHistogram.Bin(probabilities[row], request.Bins)]++;
        }
    }

    private static double Area(ImportanceRequest request, SecureSum sum, int place, ref (long Positives, long Negatives) rows)
    {
        long most = (long)sum.Contributors * MaximumRows;
        var positives = new long[request.Bins];
        var negatives = new long[request.Bins];
        for (int bin = 0; bin < request.Bins; bin++)
        {
            positives[bin] = SummedCount.Of(sum.Values, (2 * request.Bins * place) + bin, most);
            negatives[bin] = SummedCount.Of(sum.Values, (2 * request.Bins * place) + request.Bins + bin, most);
        }

        (long, long) found = (positives.Sum(), negatives.Sum());
        if (place == 0)
            rows = found;
        if (found != rows)
            throw new ContributionException($"Permutation {place} is of {found} positive and negative rows, not of {rows}; a node contributed something else.");
        if (rows.Positives == 0 || rows.Negatives == 0)
            throw new ContributionException("The held-out rows of all nodes together are of one class; importance needs both.");
        return AreaUnderCurve.FromHistograms(positives, negatives);
    }
}
