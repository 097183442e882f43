using Federated.Computations;
using Federated.Computations.Uplift;
using Federated.Learning.State;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Uplift;

/// <summary>Predicted effects against what happened to the customers of one part.</summary>
/// <param name="name">Of the stage.</param>
/// <param name="part">The part.</param>
/// <param name="tried">The learners, as the state says.</param>
/// <param name="permutations">Of the contacts; 0 for none.</param>
/// <param name="seed">Of the permutations.</param>
/// <param name="fields">A node's rows.</param>
/// <param name="trial">The average effect.</param>
/// <param name="learners">The fitted learners.</param>
/// <param name="spread">Where the bins are laid.</param>
internal sealed class CurveStage(
    string name, RowPart part, Func<TaskState, IReadOnlyList<Learner>> tried, int permutations, ulong seed, TrialFields fields, TrialStage trial, EffectLearners learners, SpreadStage spread)
    : Stage<CurveState, ContactedRows>(name)
{
    public override int MostRounds => 1;

    /// <summary>What the curve of one learner says.</summary>
    /// <exception cref="TaskStateException">It is not there yet.</exception>
    public UpliftVerdict Verdict(TaskState state, int learner = 0) =>
        Of(state) is { Learners.IsDefault: false } known ? UpliftVerdict.Of(known, learner) : throw new TaskStateException("The job has not held its predictions against what happened yet.");

    protected override IComputation<CurveState, ContactedRows> Computation(TaskState state) => new FederatedUpliftCurve();

    protected override CurveState Start(TaskState before) => new(Options(before));

    protected override CurveState Read(ModelSnapshot part, TaskState state) => CurveSnapshot.Read(part, Options(state));

    protected override ModelSnapshot Write(CurveState state) => CurveSnapshot.Write(state);

    protected override ContactedRows Data(TaskState state, TaskData data)
    {
        IReadOnlyList<Learner> chosen = tried(state);
        List<double>[] predictions = [.. chosen.Select(_ => new List<double>())];
        var (responses, treatedExpected, untreatedExpected, treated) = (new List<double>(), new List<double>(), new List<double>(), new List<bool>());
        foreach (TrialBatch batch in fields.Batches(state, data, part))
        {
            for (int learner = 0; learner < chosen.Count; learner++)
                predictions[learner].AddRange(learners.Effects(state, chosen[learner], batch.Customers));
            (double[] withContact, double[] without) = learners.Linear.Responses(state, batch.Customers);
            treatedExpected.AddRange(withContact);
            untreatedExpected.AddRange(without);
            responses.AddRange(batch.Rows.Labels.ToArray().Select(label => (double)label));
            treated.AddRange(batch.Treated);
        }

        double share = treated.Count == 0 ? 0 : (double)treated.Count(each => each) / treated.Count;
        return new ContactedRows(
            [.. predictions.Select(each => each.ToArray())], [.. responses], [.. treatedExpected.Zip(untreatedExpected, (of, other) => (share * of) + ((1 - share) * other))], [.. treated], data.Seed);
    }

    private CurveOptions Options(TaskState state) => new()
    {
        Learners = [.. tried(state).Select(learner => spread.Of(state, learner))],
        RowBound = fields.RowBound(state),
        Effect = Math.Clamp(trial.Estimate(state).Effect, -FederatedSpread.MostEffect, FederatedSpread.MostEffect),
        Permutations = permutations,
        Seed = seed,
    };
}
