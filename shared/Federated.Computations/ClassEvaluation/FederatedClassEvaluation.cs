using Federated.Learning.Metrics;

namespace Federated.Computations.ClassEvaluation;

/// <summary>
/// Quality of a model of several classes on rows that no node shows, in one round: counts of true by predicted class, the sum of losses, and for each class a
/// histogram of its probability over its own rows and over the others. Everything but the loss is a count and comes back exact; areas under curves are those of
/// probabilities in 256 bins. Values are sent to 48 bits of ±2²⁴.
/// </summary>
public sealed class FederatedClassEvaluation : IComputation<ClassEvaluationState, IEnumerable<ClassScoredBatch>>
{
    /// <summary>Most rows of one node: 2²⁴.</summary>
    public const int MostRows = 1 << 24;

    private const double MostLoss = 64;
    private const int Bins = 256;
    private const int Bits = 48;

    /// <inheritdoc/>
    public ContributionSpec Specify(ClassEvaluationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ContributionSpec(HistogramsOf(state) + (2 * Bins * state.Classes), MostRows, clipNorm: null, Bits, weightBound: 1, UnitOfPrivacy.Partner);
    }

    /// <inheritdoc/>
    public void Contribute(ClassEvaluationState state, IEnumerable<ClassScoredBatch> data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        into.Values.Clear();
        foreach (ClassScoredBatch batch in data)
        {
            if (batch.Classes != state.Classes)
                throw new ContributionException($"The rows have {batch.Classes} classes; the job's have {state.Classes}.");
            for (int row = 0; row < batch.Labels.Length; row++)
                AddRow(batch.Probabilities.Span.Slice(row * state.Classes, state.Classes), batch.Labels.Span[row], HistogramsOf(state), into.Values);
        }

        into.Weight = 1;
        into.Validate();
    }

    /// <inheritdoc/>
    public ClassEvaluationState Apply(ClassEvaluationState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        if (IsDone(state))
            throw new InvalidOperationException("The model is evaluated already; no round is left.");
        sum.RequireFit(Specify(state));
        long most = (long)sum.Contributors * MostRows;
        var counts = new long[sum.Values.Length];
        for (int index = 1; index < counts.Length; index++)
            counts[index] = SummedCount.Of(sum.Values, index, most);
        long[] confusion = counts[1..HistogramsOf(state)];
        long rows = confusion.Sum();
        var areas = new double[state.Classes];
        for (int label = 0; label < areas.Length; label++)
        {
            int start = HistogramsOf(state) + (2 * Bins * label);
            long[] own = counts[start..(start + Bins)], others = counts[(start + Bins)..(start + (2 * Bins))];
            if (own.Sum() + others.Sum() != rows || own.Sum() != confusion.AsSpan(label * state.Classes, state.Classes).ToArray().Sum())
                throw new ContributionException($"The histograms of class {label} are not of the {rows} rows that were counted; a node contributed something else.");
            areas[label] = AreaUnderCurve.FromHistograms(own, others);
        }

        double loss = sum.Values[0] * MostLoss / rows;
        if (loss < -1e-6)
            throw new ContributionException($"The mean loss is {loss}; it is 0 or more. A node contributed something else.");
        return new ClassEvaluationState(state.Classes, new ClassQuality(state.Classes, [.. confusion], rows == 0 ? double.NaN : Math.Max(0, loss), [.. areas]));
    }

    /// <inheritdoc/>
    public bool IsDone(ClassEvaluationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Result is not null;
    }

    private static int HistogramsOf(ClassEvaluationState state) => 1 + (state.Classes * state.Classes);

    private static void AddRow(ReadOnlySpan<double> probabilities, int label, int histograms, Span<double> into)
    {
        int predicted = 0;
        for (int each = 1; each < probabilities.Length; each++)
        {
            if (probabilities[each] > probabilities[predicted])
                predicted = each;
        }

        into[0] += Math.Min(-Math.Log(probabilities[label]), MostLoss) / MostLoss;
        into[1 + (label * probabilities.Length) + predicted]++;
        for (int each = 0; each < probabilities.Length; each++)
        {
            int bin = Math.Min(Bins - 1, (int)(probabilities[each] * Bins));
            into[histograms + (2 * Bins * each) + (each == label ? 0 : Bins) + bin]++;
        }
    }
}
