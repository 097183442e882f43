using Federated.Learning.Losses;
using Federated.Learning.Metrics;

namespace Federated.Computations.Evaluation;

/// <summary>
/// Quality of a two-class model on rows that no node shows, in one round. A node scores its held-out rows and contributes the sum of their losses, the
/// true and false positives at the threshold, and a histogram of the probability for each class. Everything but the loss is a count and comes back
/// exact; the area under the curve is that of the binned probabilities, rows of one bin counting as ties, so it differs from the exact area by at
/// most half of the share of pairs (of a positive and a negative row) that meet in a bin.
/// </summary>
public sealed class FederatedEvaluation : IComputation<EvaluationState, IScoreSums>
{
    /// <summary>Most rows of one node: 2²⁴.</summary>
    public const int MaximumRows = 1 << 24;

    /// <summary>A row's loss counts at most this many nats, so that one absurd score cannot pass the bound: 64.</summary>
    public const double MaximumRowLoss = 64;

    private const int SmallestTenth = 5;
    private const int Bits = 48;
    private const int LossSum = 0;
    private const int TruePositives = 1;
    private const int FalsePositives = 2;
    private const int Histograms = 3;

    /// <inheritdoc/>
    public ContributionSpec Specify(EvaluationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ContributionSpec(Histograms + (2 * state.Options.Bins), MaximumRows, clipNorm: null, Bits, weightBound: 1, UnitOfPrivacy.Partner);
    }

    /// <inheritdoc/>
    public void Contribute(EvaluationState state, IScoreSums data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        EvaluationOptions options = Requested(state).Options;
        into.Values.Clear();
        data.Add(options, into.Values);
        double rows = 0;
        foreach (double count in into.Values[Histograms..])
            rows += count;
        if (rows > MaximumRows)
            throw new ContributionException($"{rows} held-out rows were given; a node takes at most {MaximumRows}. Hold a smaller share out.");
        into.Weight = 1;
        into.Validate();
    }

    /// <inheritdoc/>
    public EvaluationState Apply(EvaluationState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        EvaluationOptions options = Requested(state).Options;
        sum.RequireFit(Specify(state));
        long most = (long)sum.Contributors * MaximumRows;
        int bins = options.Bins;
        var positives = new long[bins];
        var negatives = new long[bins];
        for (int bin = 0; bin < bins; bin++)
        {
            positives[bin] = SummedCount.Of(sum.Values, Histograms + bin, most);
            negatives[bin] = SummedCount.Of(sum.Values, Histograms + bins + bin, most);
        }

        long truePositives = SummedCount.Of(sum.Values, TruePositives, positives.Sum());
        long falsePositives = SummedCount.Of(sum.Values, FalsePositives, negatives.Sum());
        var confusion = new ConfusionCounts(truePositives, falsePositives, negatives.Sum() - falsePositives, positives.Sum() - truePositives);
        double logLoss = sum.Values[LossSum] * MaximumRowLoss / confusion.Total;
        var result = new EvaluationResult(confusion.Total, logLoss, confusion, AreaUnderCurve.FromHistograms(positives, negatives), ScoreTenths.Of(positives, negatives, SmallestTenth));
        return new EvaluationComputed(result, options);
    }

    /// <inheritdoc/>
    public bool IsDone(EvaluationState state) => state is EvaluationComputed;

    private static EvaluationRequested Requested(EvaluationState state)
        => state as EvaluationRequested ?? throw new InvalidOperationException("The model is evaluated already; no round is left.");
}
