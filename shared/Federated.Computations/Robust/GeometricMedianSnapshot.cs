using Federated.Learning.State;

namespace Federated.Computations.Robust;

/// <summary>
/// A state between passes as a snapshot: the tensors of the computation that is made robust, and <c>median.progress</c> [2] F64, results and passes so far;
/// <c>median.centre</c> [values] after the first sum. Metadata is that computation's.
/// </summary>
public static class GeometricMedianSnapshot
{
    private const string Progress = "median.progress";
    private const string Centre = "median.centre";

    /// <summary>Whether a snapshot is of a median under way, and not of the computation that is made robust alone.</summary>
    public static bool IsUnderWay(ModelSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return snapshot.Tensors.Any(tensor => tensor.Name == Progress);
    }

    /// <summary>Writes a state; equal states give equal bytes.</summary>
    /// <param name="state">After any number of passes.</param>
    /// <param name="inner">Writes the state of the computation that is made robust.</param>
    public static ModelSnapshot Write<TState>(GeometricMedianState<TState> state, Func<TState, ModelSnapshot> inner)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(inner);
        ModelSnapshot written = inner(state.Inner);
        var tensors = new List<NamedTensor>(written.Tensors) { StateTensors.Tensor(Progress, state.Result, state.Pass) };
        if (state.Pass > 0)
            tensors.Add(StateTensors.Tensor(Centre, state.Centre.AsSpan()));
        return new ModelSnapshot(tensors, written.Metadata);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="snapshot">From the wire.</param>
    /// <param name="inner">Reads the state of the computation that is made robust, strictly.</param>
    /// <param name="computation">The job's.</param>
    /// <param name="options">The job's.</param>
    /// <exception cref="ContributionException">A tensor is missing, misshapen or not finite, or a figure is out of its range; or what the inner reader throws.</exception>
    public static GeometricMedianState<TState> Read<TState, TData>(
        ModelSnapshot snapshot, Func<ModelSnapshot, TState> inner, FederatedGeometricMedian<TState, TData> computation, GeometricMedianOptions options)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(computation);
        ArgumentNullException.ThrowIfNull(options);
        double[] progress = StateTensors.Figures(snapshot, Progress, 2);
        int result = (int)StateTensors.Whole(progress[0], "number of results", 0, 1_000_000);
        int pass = (int)StateTensors.Whole(progress[1], "pass", 0, options.Passes);
        bool IsOwn(string name) => name == Progress || (pass > 0 && name == Centre);
        var state = new GeometricMedianState<TState>(
            inner(new ModelSnapshot(snapshot.Tensors.Where(tensor => !IsOwn(tensor.Name)), snapshot.Metadata)), result, pass, []);
        return pass == 0 ? state : state with { Centre = [.. StateTensors.Figures(snapshot, Centre, computation.Specify(state).Length - 1)] };
    }
}
