using System.Collections.Immutable;
using Federated.Computations;
using Federated.Learning.Metrics;
using Federated.Learning.State;
using Federated.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.ClientNode.Scoring;

/// <summary>
/// Trains a job's model on one table alone: the very computation of the joint job, over a "sum" of one contribution that never leaves this
/// process. It is what a partner has without the others, and the measure of what the consortium adds. Against whom a job is robust does not matter here: the mean of one is its own.
/// <para>
/// Alone, a small table is soon learnt by heart, so the number of rounds is chosen: a fifth of the training customers (by the same hash that
/// splits training and test) is set aside, the number of rounds with the best area under the curve on them is taken, and the model is trained
/// anew on all training rows for that many. The job's held-out rows take no part in the choice.
/// </para>
/// </summary>
internal sealed class SoloTraining(JobSpec job, ulong seed)
{
    /// <summary>Share of the training customers that the number of rounds is chosen on.</summary>
    private const double ValidationFraction = 0.2;

    /// <summary>Trains with a chosen number of rounds; when the validation rows lack a class, or the model is solved exactly, with the job's own.</summary>
    /// <param name="table">All rows of the partner, held-out ones included; both classes must be among them.</param>
    /// <param name="cancellation">Stops between two rounds.</param>
    /// <exception cref="ContributionException">The rows cannot be trained on.</exception>
    public SoloModel TrainWithEarlyStopping(LocalTable table, CancellationToken cancellation)
    {
        ImmutableArray<double> areas = job.Training.Algorithm == TrainingAlgorithm.Exact ? [] : ValidationAreas(table, cancellation);
        var rounds = BestRounds(areas) ?? job.Training.Rounds;
        return Train(table, rounds, areas, cancellation);
    }

    /// <summary>Trains for the job's own number of rounds.</summary>
    /// <inheritdoc cref="TrainWithEarlyStopping" path="/param|/exception"/>
    public SoloModel Train(LocalTable table, CancellationToken cancellation) => Train(table, job.Training.Rounds, [], cancellation);

    /// <summary>The rounds with the greatest area, the fewest of equals; null when there is no area to go by.</summary>
    internal static int? BestRounds(IReadOnlyList<double> areas)
    {
        var best = -1;
        for (var index = 0; index < areas.Count; index++)
        {
            if (double.IsFinite(areas[index]) && (best < 0 || areas[index] > areas[best]))
                best = index;
        }

        return best < 0 ? null : best + 1;
    }

    private SoloModel Train(LocalTable table, int rounds, ImmutableArray<double> areas, CancellationToken cancellation)
    {
        var task = TaskCatalogue.For(job with { Robust = null, Training = job.Training with { Rounds = rounds }, Evaluation = job.Evaluation with { ValidationFraction = 0 } });
        var state = task.Begin();
        while (!task.IsDone(state))
        {
            cancellation.ThrowIfCancellationRequested();
            state = Advance(task, state, table);
        }

        return new SoloModel(state, rounds, areas);
    }

    /// <summary>Area under the curve on the validation rows after each round of training on the others.</summary>
    private ImmutableArray<double> ValidationAreas(LocalTable table, CancellationToken cancellation)
    {
        var held = job.Evaluation.TestFraction;
        // Of rows whose key is at least `held`, those below this bound are the share wanted: the task's own split sets them aside.
        var bound = held + (ValidationFraction * (1 - held));
        var (training, _) = TrainTestSplit.Split(table, held);
        var (_, validation) = TrainTestSplit.Split(training, bound);
        if (validation.PositiveCount == 0 || validation.NegativeCount == 0)
            return [];
        var task = TaskCatalogue.For(job with { Robust = null, Evaluation = job.Evaluation with { TestFraction = bound, ValidationFraction = 0 } });
        var state = Advance(task, task.Begin(), training);
        var areas = ImmutableArray.CreateBuilder<double>(job.Training.Rounds);
        for (var round = 0; round < job.Training.Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            state = Advance(task, state, training);
            areas.Add(AreaUnderCurve.Exact(task.Score(state, memory: null, validation, ScoreOptions.ScoresOnly).Ranking(), validation.Labels));
        }

        return areas.ToImmutable();
    }

    private ModelSnapshot Advance(IJointTask task, ModelSnapshot state, LocalTable table)
    {
        var contribution = new Contribution(task.Specify(state));
        task.Contribute(state, new TaskData(table, seed, new NodeMemory()), contribution);
        contribution.Validate();
        var sum = new double[contribution.Values.Length];
        for (var index = 0; index < sum.Length; index++)
            sum[index] = contribution.Weight * contribution.Values[index];
        return task.Apply(state, new SecureSum(sum, contribution.Weight, contributors: 1));
    }
}
