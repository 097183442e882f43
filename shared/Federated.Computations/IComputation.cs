namespace Federated.Computations;

/// <summary>
/// A joint computation as a secure sum. In each round every node fills one vector of fixed length from its own rows (<see cref="Contribute"/>); the only
/// thing that anybody learns is the weighted sum of these vectors, from which the coordinator makes the next state (<see cref="Apply"/>). Both are pure:
/// no I/O, no clock, no randomness that is not in the state or the data. The node's gate clips, quantises and masks the vector in between.
/// </summary>
/// <typeparam name="TState">What the coordinator publishes before each round: the same for every node.</typeparam>
/// <typeparam name="TData">A node's own rows, prepared for this computation.</typeparam>
public interface IComputation<TState, in TData>
{
    /// <summary>The form of the next round's contributions; depends on the state alone, so that every node derives the same.</summary>
    ContributionSpec Specify(TState state);

    /// <summary>On the node: fills the contribution, whose length and limits are those of <see cref="Specify"/>.</summary>
    /// <exception cref="ContributionException">The rows cannot contribute, or the result broke the specification; nothing may leave the node.</exception>
    void Contribute(TState state, TData data, Contribution into);

    /// <summary>On the coordinator: the next state.</summary>
    /// <exception cref="ContributionException">The sum has another length than specified, or a value that no honest contributions add up to.</exception>
    TState Apply(TState state, SecureSum sum);

    /// <summary>Whether the state is the result, and no round is left.</summary>
    bool IsDone(TState state);
}
