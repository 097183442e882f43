namespace Federated.Computations.Statistics;

/// <summary>A computation each round of which asks some <see cref="ColumnSum"/>s of all nodes' rows.</summary>
/// <typeparam name="TState">What is known so far, the plan included.</typeparam>
public abstract class JointSums<TState> : IComputation<TState, IColumnSums>
{
    /// <summary>The columns that a state is about.</summary>
    public abstract TableColumns ColumnsOf(TState state);

    /// <summary>What the next round asks; depends on the state alone. Nothing when no round is left.</summary>
    public abstract IReadOnlyList<ColumnSum> Ask(TState state);

    /// <summary>The state after a round.</summary>
    /// <param name="state">The state that asked.</param>
    /// <param name="answers">One for each of <see cref="Ask"/>.</param>
    /// <exception cref="ContributionException">No honest contributions add up to these.</exception>
    public abstract TState Answer(TState state, SumAnswers answers);

    /// <inheritdoc/>
    public abstract bool IsDone(TState state);

    /// <inheritdoc/>
    public ContributionSpec Specify(TState state) => SumForm.Specify(Questions(state));

    /// <inheritdoc/>
    public void Contribute(TState state, IColumnSums data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        IReadOnlyList<ColumnSum> questions = Questions(state);
        if (!ColumnsOf(state).Matches(data.Columns))
            throw new ContributionException("The rows have other columns, ranges or declared values than the job asks for; map them to the job's schema.");
        SumForm.Fill(questions, data, into);
    }

    /// <inheritdoc/>
    public TState Apply(TState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        IReadOnlyList<ColumnSum> questions = Questions(state);
        sum.RequireFit(SumForm.Specify(questions));
        return Answer(state, SumForm.Read(questions, sum));
    }

    /// <summary>The state after a round of one node's rows alone, without a sum over others and its rounding: what a partner works out for its own eyes.</summary>
    /// <exception cref="ContributionException">The rows are of other columns.</exception>
    public TState Alone(TState state, IColumnSums rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var own = new Contribution(Specify(state));
        Contribute(state, rows, own);
        return Apply(state, new SecureSum(own.Values.ToArray(), 1, 1));
    }

    private IReadOnlyList<ColumnSum> Questions(TState state)
    {
        IReadOnlyList<ColumnSum> questions = Ask(state);
        return questions.Count > 0 ? questions : throw new InvalidOperationException("The computation is done; no round is left.");
    }
}
