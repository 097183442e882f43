using System.Collections.Immutable;
using Federated.Computations;
using Federated.Computations.Lifetime;
using Federated.Learning.Lifetime;
using Federated.Learning.Solvers;
using Federated.Learning.State;
using Federated.Tasks.Fitting;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Lifetime;

/// <summary>One of the two likelihoods, maximised jointly.</summary>
/// <param name="name">Of the stage.</param>
/// <param name="family">The likelihood.</param>
/// <param name="options">Penalty and most rounds.</param>
/// <param name="sums">A node's customers.</param>
internal sealed class LikelihoodStage(string name, LifetimeFamily family, LikelihoodOptions options, Func<TaskData, ILikelihoodSums> sums)
    : Stage<LikelihoodState, ILikelihoodSums>(name)
{
    public override int MostRounds => options.MaximumPasses;

    /// <summary>Logarithms of the fitted parameters.</summary>
    /// <exception cref="TaskStateException">They are not fitted yet.</exception>
    public ImmutableArray<double> Fitted(TaskState state) =>
        Of(state) is { Method.Finished: true } fitted ? fitted.Method.Parameters : throw new TaskStateException($"The job has not fitted its model of {Name} yet.");

    /// <summary>The same fit of one partner's customers alone; null when they do not determine it.</summary>
    public static ImmutableArray<double>? Alone(LifetimeFamily family, LikelihoodOptions options, ILikelihoodSums sums)
    {
        var computation = new FederatedLikelihood();
        LikelihoodState state = LikelihoodState.Start(family, options);
        try
        {
            while (!computation.IsDone(state))
                state = OwnRows.Alone(computation, state, sums);
            return state.Method.Converged ? state.Method.Parameters : null;
        }
        catch (Exception fault) when (fault is ContributionException or ArgumentException or ArithmeticException or NotPositiveDefiniteException)
        {
            return null;
        }
    }

    protected override IComputation<LikelihoodState, ILikelihoodSums> Computation(TaskState state) => new FederatedLikelihood();

    protected override LikelihoodState Start(TaskState before) => LikelihoodState.Start(family, options);

    protected override LikelihoodState Read(ModelSnapshot part, TaskState state)
    {
        LikelihoodState read = LikelihoodSnapshot.Read(part, family);
        return read.Method.Options == options ? read : throw new TaskStateException("The snapshot was fitted under other options than the job's.");
    }

    protected override ModelSnapshot Write(LikelihoodState state) => LikelihoodSnapshot.Write(state);

    protected override ILikelihoodSums Data(TaskState state, TaskData data) => sums(data);
}
