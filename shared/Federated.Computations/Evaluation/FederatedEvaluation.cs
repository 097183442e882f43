using Federated.Learning.Losses;
using Federated.Learning.Metrics;
using Federated.Learning.Modules;
using Federated.Learning.Training;

namespace Federated.Computations.Evaluation;

/// <summary>
/// Quality of a two-class model on rows that no node shows, in one round. A node scores its held-out rows and contributes the sum of their losses, the
/// true and false positives at the threshold, and a histogram of the probability for each class. Everything but the loss is a count and comes back
/// exact; the area under the curve is that of the binned probabilities, rows of one bin counting as ties, so it differs from the exact area by at
/// most half of the share of pairs (of a positive and a negative row) that meet in a bin.
/// </summary>
/// <param name="architecture">A model with one output, the logit of the positive class.</param>
public sealed class FederatedEvaluation(IModelArchitecture architecture) : IComputation<EvaluationState, LabelledRows>
{
    /// <summary>Most rows of one node: 2²⁴.</summary>
    public const int MaximumRows = 1 << 24;

    /// <summary>A row's loss counts at most this many nats, so that one absurd score cannot pass the bound: 64.</summary>
    public const double MaximumRowLoss = 64;

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
    public void Contribute(EvaluationState state, LabelledRows data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        EvaluationRequested requested = Requested(state);
        if (data.Count > MaximumRows)
            throw new ContributionException($"{data.Count} held-out rows were given; a node takes at most {MaximumRows}.");
        float[] logits = Score(requested, data);
        ReadOnlySpan<float> labels = data.Labels.Span;
        int bins = state.Options.Bins;
        Span<double> values = into.Values;
        values.Clear();
        for (int row = 0; row < logits.Length; row++)
        {
            double probability = Logistic.Sigmoid(logits[row]);
            bool positive = labels[row] == 1;
            values[LossSum] += Math.Min(Logistic.CrossEntropy(logits[row], labels[row]), MaximumRowLoss) / MaximumRowLoss;
            values[Histograms + (positive ? 0 : bins) + ScoreHistogram.Bin(probability, bins)]++;
            if (probability >= state.Options.Threshold)
                values[positive ? TruePositives : FalsePositives]++;
        }

        into.Weight = 1;
        into.Validate();
    }

    /// <inheritdoc/>
    public EvaluationState Apply(EvaluationState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        EvaluationRequested requested = Requested(state);
        sum.RequireFit(Specify(state));
        long most = (long)sum.Contributors * MaximumRows;
        int bins = state.Options.Bins;
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
        var result = new EvaluationResult(confusion.Total, logLoss, confusion, AreaUnderCurve.FromHistograms(positives, negatives));
        return new EvaluationComputed(result, requested.Options);
    }

    /// <inheritdoc/>
    public bool IsDone(EvaluationState state) => state is EvaluationComputed;

    private static EvaluationRequested Requested(EvaluationState state)
        => state as EvaluationRequested ?? throw new InvalidOperationException("The model is evaluated already; no round is left.");

    private float[] Score(EvaluationRequested requested, LabelledRows data)
    {
        try
        {
            IModel model = architecture.Create(seed: 0);
            if (model.OutputSize != 1)
                throw new ArgumentException($"The model has {model.OutputSize} outputs; evaluation takes two-class models with one.");
            if (data.Columns != model.InputSize)
                throw new ArgumentException($"The rows have {data.Columns} features, but the model takes {model.InputSize}.");
            int odd = data.Labels.Span.IndexOfAnyExcept(0f, 1f);
            if (odd >= 0)
                throw new ArgumentException($"Row {odd} has label {data.Labels.Span[odd]}; a two-class label is 0 or 1.");
            model.Restore(requested.Model);
            float[] logits = Predictor.Logits(model, data.Features);
            int fault = Array.FindIndex(logits, logit => !float.IsFinite(logit));
            if (fault >= 0)
                throw new ArgumentException($"The model's output for row {fault} is {logits[fault]}; check the scale of its features, or the model.");
            return logits;
        }
        catch (Exception fault) when (fault is ArgumentException or ModelMismatchException)
        {
            throw new ContributionException($"The model could not be evaluated on this node's rows: {fault.Message}", fault);
        }
    }
}
