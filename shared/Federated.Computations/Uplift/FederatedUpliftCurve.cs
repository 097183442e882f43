using Federated.Learning.Randomness;

namespace Federated.Computations.Uplift;

/// <summary>
/// Predicted effects against what happened, in one round of sums by bins of the predictions. By learner and bin: rows and responses of both arms, Σ Γ and Σ Γ². With e the share that
/// the node contacted, r the response less what was expected of the row and less (t − e) times the average effect, taken from its own mean over the node, Γ = r/e of a row that was
/// contacted and −r/(1 − e) of another: its mean over any rows is how much more than on average the contact does for them, each node compared with itself. For the permutation
/// test (Radcliffe and Surry 2011; studentised after Chung and Romano 2013, so that unequal variances of the arms do no harm) each node permutes its contacts anew for every
/// permutation and sends Σ Γ and Σ Γ² by bin: 6·learners·bins + 2·permutations·bins numbers. Counts come back exact; a mean of Γ is off by less than nodes × 10⁻⁹.
/// A node whose arms are smaller than 1 % of its rows, or fewer than two rows, sends zeros.
/// </summary>
public sealed class FederatedUpliftCurve : IComputation<CurveState, ContactedRows>
{
    private const double LeastShare = 0.01;
    private const int Figures = 6;

    // |r| is at most 2 of the response and what was expected, 2 of the effect, and as much again of its mean.
    private const double MostGain = 8 / LeastShare;

    /// <inheritdoc/>
    public ContributionSpec Specify(CurveState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Options.Validate();
        return RowSums.Specify(Length(state.Options), state.Options.RowBound);
    }

    /// <inheritdoc/>
    public void Contribute(CurveState state, ContactedRows data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        CurveOptions options = state.Options;
        int rows = data.Responses.Length, treated = data.Treated.Count(each => each);
        if (data.Predictions.Count != options.Learners.Length || data.Predictions.Any(each => each.Length != rows) || data.Expected.Length != rows || data.Treated.Length != rows)
            throw new ContributionException("The predictions are not one a row and learner; the node's model is not the job's.");
        var sums = new double[Length(options)];
        if (treated >= 2 && rows - treated >= 2 && (double)treated / rows is >= LeastShare and <= 1 - LeastShare)
            Sum(options, data, (double)treated / rows, sums);
        RowSums.Contribute(sums, Most(options), into);
    }

    /// <inheritdoc/>
    public CurveState Apply(CurveState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        if (IsDone(state))
            throw new InvalidOperationException("The curve is known already; no round is left.");
        CurveOptions options = state.Options;
        double[] sums = RowSums.Read(sum, Most(options), options.RowBound);
        long most = sum.Contributors * options.RowBound;
        int plain = options.Learners.Length * options.Bins * Figures;
        LearnerBins Learner(double[] values)
        {
            double[][] bins = [.. values.Chunk(Figures)];
            return new LearnerBins(
                [.. bins.Select(bin => SummedCount.Of(bin, 0, most))], [.. bins.Select(bin => bin[1])], [.. bins.Select(bin => SummedCount.Of(bin, 2, most))], [.. bins.Select(bin => bin[3])],
                [.. bins.Select(bin => bin[4])], [.. bins.Select(bin => Math.Max(0, bin[5]))]);
        }

        return state with { Learners = [.. sums[..plain].Chunk(options.Bins * Figures).Select(Learner)], Permuted = [.. sums[plain..]] };
    }

    /// <inheritdoc/>
    public bool IsDone(CurveState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return !state.Learners.IsDefault;
    }

    private static int Length(CurveOptions options) => (options.Learners.Length * options.Bins * Figures) + (2 * options.Permutations * options.Bins);

    private static void Sum(CurveOptions options, ContactedRows data, double share, double[] sums)
    {
        double[] residuals = Residuals(data, options.Effect, share);
        int[] bins = [];
        for (int learner = 0; learner < options.Learners.Length; learner++)
        {
            bins = [.. data.Predictions[learner].Select(prediction => options.BinOf(learner, prediction))];
            for (int row = 0; row < bins.Length; row++)
            {
                Span<double> bin = sums.AsSpan(((learner * options.Bins) + bins[row]) * Figures, Figures);
                int arm = data.Treated[row] ? 0 : 2;
                double gain = data.Treated[row] ? residuals[row] / share : -residuals[row] / (1 - share);
                bin[arm]++;
                bin[arm + 1] += data.Responses[row];
                bin[4] += gain;
                bin[5] += gain * gain;
            }
        }

        bool[] treated = [.. data.Treated];
        for (int permutation = 0; permutation < options.Permutations; permutation++)
        {
            new SeededGenerator(SeededGenerator.Derive(SeededGenerator.Derive(options.Seed, data.Seed), (ulong)permutation)).Shuffle(treated.AsSpan());
            Span<double> into = sums.AsSpan((options.Bins * Figures) + (2 * permutation * options.Bins), 2 * options.Bins);
            for (int row = 0; row < bins.Length; row++)
            {
                double gain = treated[row] ? residuals[row] / share : -residuals[row] / (1 - share);
                into[2 * bins[row]] += gain;
                into[(2 * bins[row]) + 1] += gain * gain;
            }
        }
    }

    private static double[] Residuals(ContactedRows data, double effect, double share)
    {
        double[] residuals = new double[data.Responses.Length];
        for (int row = 0; row < residuals.Length; row++)
        {
            double response = data.Responses[row], expected = data.Expected[row];
            if (!(Math.Abs(response) <= 1 && Math.Abs(expected) <= 1))
                throw new ContributionException($"Row {row} has response {response} where {expected} was expected; both lie within ±1. Check the label's bounds.");
            residuals[row] = response - expected - (((data.Treated[row] ? 1 : 0) - share) * effect);
        }

        double mean = residuals.Average();
        return Array.ConvertAll(residuals, residual => residual - mean);
    }

    private static double[] Most(CurveOptions options)
    {
        int plain = options.Learners.Length * options.Bins * Figures;
        var most = new double[Length(options)];
        for (int index = 0; index < most.Length; index++)
            most[index] = index >= plain ? ((index - plain) % 2 == 0 ? MostGain : MostGain * MostGain) : (index % Figures) switch { 4 => MostGain, 5 => MostGain * MostGain, _ => 1 };
        return most;
    }
}
