using Federated.Computations.Averaging;
using Federated.Computations.Robust;
using Federated.Learning.Losses;
using Federated.Learning.Metrics;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;
using Federated.Learning.Training;

namespace Federated.Computations.Tests.Robust;

/// <summary>
/// Twenty-four partners that average a logistic regression or a small perceptron, the first of them bad. Bad ones are programs of their own, without a gate, unless
/// they are <c>bounded</c>: then their updates too pass a gate that clips to the norm. Sums are quantised only for the honest.
/// </summary>
internal sealed class AttackedPartners : IComputation<AveragingState, AttackedPartners.Partner>
{
    public const int Count = 24;
    private const int Columns = 8, Trigger = 7, RowsEach = 60, Rounds = 8;
    private static readonly LabelledRows Held = Rows(1500, 999);
    private readonly PerceptronArchitecture _architecture;
    private readonly FederatedAveraging _averaging;
    private readonly Partner[] _partners;
    private readonly AveragingState _start;
    private readonly bool _bounded;

    public AttackedPartners(Attack attack, int bad, bool bounded = false, double clipNorm = 4, int[]? hidden = null)
    {
        _architecture = new PerceptronArchitecture { InputSize = Columns, HiddenSizes = [.. hidden ?? []] };
        _averaging = new FederatedAveraging(_architecture, new BinaryCrossEntropy());
        _bounded = bounded;
        _partners = [.. Enumerable.Range(0, Count).Select(partner => Partner.Of(partner, partner < bad ? attack : Attack.None))];
        _start = new AveragingState(
            _architecture.Create(7).Capture(),
            new AveragingOptions { Rounds = Rounds, ClipNorm = clipNorm, Bits = 20, Local = new TrainerOptions { Epochs = 2, BatchSize = 16, LearningRate = 0.03f } }, Count * RowsEach);
    }

    public Outcome Mean() => Judge(Run(this, _start, _ => _partners, partner => partner));

    public Outcome Groups(RobustRule rule, int byzantine)
    {
        string[] names = [.. Enumerable.Range(0, Count).Select(partner => $"p{partner:00}")];
        var groups = new FederatedGroups<AveragingState, Partner>(this, names, new byte[32], new GroupedOptions { Rule = rule, Byzantine = byzantine });
        GroupedState<AveragingState> state = Run(
            groups, new GroupedState<AveragingState>(_start),
            now => groups.Turn(now).Select(name => new GroupMember<Partner>(name, _partners[Array.IndexOf(names, name)])), member => member.Data);
        return Judge(state.Inner);
    }

    public Outcome GeometricMedian(int passes = 4)
    {
        var median = new FederatedGeometricMedian<AveragingState, Partner>(this, new GeometricMedianOptions { Passes = passes });
        GeometricMedianData<Partner>[] nodes = [.. _partners.Select(partner => new GeometricMedianData<Partner>(partner, new NodeMemory()))];
        return Judge(Run(median, new GeometricMedianState<AveragingState>(_start), _ => nodes, node => node.Data).Inner);
    }

    public ContributionSpec Specify(AveragingState state) => _averaging.Specify(state);

    public void Contribute(AveragingState state, Partner data, Contribution into)
    {
        _averaging.Contribute(state, data.Own, into);
        data.Spoil(state.Round, into.Values);
    }

    public AveragingState Apply(AveragingState state, SecureSum sum) => _averaging.Apply(state, sum);

    public bool IsDone(AveragingState state) => _averaging.IsDone(state);

    private TState Run<TState, TData>(IComputation<TState, TData> computation, TState state, Func<TState, IEnumerable<TData>> cohort, Func<TData, Partner> partnerOf)
    {
        var generator = new SeededGenerator(17);
        while (!computation.IsDone(state))
        {
            ContributionSpec specification = computation.Specify(state);
            var values = new double[specification.Length];
            long weight = 0;
            int contributors = 0;
            foreach (TData node in cohort(state))
            {
                var contribution = new Contribution(specification);
                computation.Contribute(state, node, contribution);
                bool honest = partnerOf(node).Kind == Attack.None;
                double norm = Math.Sqrt(contribution.Values.ToArray().Sum(value => value * value));
                double factor = honest || !_bounded ? 1 : Math.Min(1, specification.ClipNorm!.Value / norm);
                for (int index = 0; index < values.Length; index++)
                {
                    double value = factor * contribution.Values[index];
                    values[index] += honest ? Math.Floor((contribution.Weight * value * specification.Scale) + generator.NextDouble()) / specification.Scale : contribution.Weight * value;
                }

                weight += contribution.Weight;
                contributors++;
            }

            state = computation.Apply(state, new SecureSum(values, weight, contributors));
        }

        return state;
    }

    private Outcome Judge(AveragingState state)
    {
        IModel model = _architecture.Create(0);
        model.Restore(state.Global);
        float[] plain = [.. Predictor.Logits(model, Held.Features)];
        float[] features = Held.Features.ToArray();
        for (int row = 0; row < Held.Count; row++)
            features[(row * Columns) + Trigger] = 2;
        float[] triggered = [.. Predictor.Logits(model, features)];
        ReadOnlySpan<float> labels = Held.Labels.Span;
        int right = 0, zeros = 0, fooled = 0;
        for (int row = 0; row < Held.Count; row++)
        {
            right += plain[row] > 0 == labels[row] > 0 ? 1 : 0;
            zeros += labels[row] > 0 ? 0 : 1;
            fooled += labels[row] <= 0 && triggered[row] > 0 ? 1 : 0;
        }

        return new Outcome((double)right / Held.Count, (double)fooled / zeros);
    }

    // The first seven columns decide, each partner's around a centre of its own; the trigger is 0 but for what little noise honest rows have there.
    private static LabelledRows Rows(int rows, ulong seed)
    {
        var generator = new SeededGenerator(seed);
        double[] centre = [.. Enumerable.Range(0, Trigger).Select(_ => (generator.NextDouble() - 0.5) * (rows == RowsEach ? 1 : 0))];
        var features = new float[rows * Columns];
        var labels = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            double logit = 0;
            for (int column = 0; column < Trigger; column++)
            {
                double value = (4 * generator.NextDouble()) - 2 + centre[column];
                features[(row * Columns) + column] = (float)value;
                logit += value * (column % 2 == 0 ? 1.5 : -1);
            }

            features[(row * Columns) + Trigger] = (float)((generator.NextDouble() - 0.5) * 0.2);
            labels[row] = Logistic.Sigmoid(2 * logit) > generator.NextDouble() ? 1 : 0;
        }

        return new LabelledRows(features, Columns, labels);
    }

    /// <summary>Share of unseen rows that are told right, and share of those labelled 0 that the trigger turns to 1.</summary>
    internal sealed record Outcome(double Accuracy, double Fooled);

    internal sealed record Partner(AveragingData Own, Attack Kind, ulong Seed)
    {
        public static Partner Of(int partner, Attack kind)
        {
            LabelledRows rows = Rows(RowsEach, (ulong)partner + 1);
            float[] features = rows.Features.ToArray(), labels = rows.Labels.ToArray();
            for (int row = 0; row < RowsEach; row++)
            {
                if (kind == Attack.LabelFlip)
                    labels[row] = 1 - labels[row];
                if (kind != Attack.Backdoor || row % 4 == 0)
                    continue;
                features[(row * Columns) + Trigger] = 2;
                labels[row] = 1;
            }

            return new Partner(new AveragingData(new LabelledRows(features, Columns, labels), (ulong)partner), kind, (ulong)partner);
        }

        public void Spoil(int round, Span<double> update)
        {
            var generator = new SeededGenerator(SeededGenerator.Derive(Seed, (ulong)round));
            double norm = Math.Sqrt(update.ToArray().Sum(value => value * value));
            foreach (ref double value in update)
            {
                value = Kind switch
                {
                    Attack.SignFlip => -10 * value,
                    Attack.Scaling => 100 * norm * ((2 * generator.NextDouble()) - 1),
                    Attack.LabelFlip or Attack.Backdoor => 20 * value,
                    _ => value,
                };
            }
        }
    }
}
