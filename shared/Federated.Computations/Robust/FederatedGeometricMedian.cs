using System.Numerics.Tensors;

namespace Federated.Computations.Robust;

/// <summary>
/// The geometric median of the nodes' vectors in place of their mean (Pillutla, Kakade and Harchaoui 2022, "Robust aggregation for federated learning": the
/// smoothed Weiszfeld algorithm), by secure sums alone and of all members at once. The first sum gives the mean z. In each pass after it a node weighs its vector x by
/// b = ν/max(ν, ‖x − z‖) and contributes (b·x, b·c), times its weight α; the next z is Σ αbx / Σ αb, and after the last pass z takes the place of the mean.
/// Less than half of the weight, wherever it is put, moves the median no further than a multiple of the spread of the rest. The node computes x once for all passes and keeps it.
/// Cost: R + 1 rounds of 40 bits instead of one of fewer.
/// <para>
/// b is the node's own word. This holds against bad rows, broken training and a bad update behind an honest program: poison, not lies. A program that says b = 1 for a
/// vector far away counts up to ‖x − z‖/ν times as much as an honest one there, and one that leaves out the gate is held to nothing but the ring. What the sums can show is
/// checked: Σ αb lies in its range, and z is never longer than the clipping norm. Against programs that lie use
/// <see cref="FederatedGroups{TState, TData}"/>, which no weight can deceive.
/// </para>
/// <para>Precision: z is off by about c·2⁻³⁹ divided by the share ν/2c that a far vector keeps: below 10⁻⁸·c at the default smoothing.</para>
/// </summary>
/// <typeparam name="TState">State of the computation that is made robust.</typeparam>
/// <typeparam name="TData">Rows of the computation that is made robust.</typeparam>
/// <param name="inner">A computation whose result is a weighted mean of vectors with a clipping norm.</param>
/// <param name="options">The same on every node.</param>
public sealed class FederatedGeometricMedian<TState, TData>(IComputation<TState, TData> inner, GeometricMedianOptions options)
    : IComputation<GeometricMedianState<TState>, GeometricMedianData<TData>>
{
    // With weights to 256 and 10,000 nodes the sum still lies within a ring of 62 bits.
    private const int Bits = 40;

    /// <inheritdoc/>
    public ContributionSpec Specify(GeometricMedianState<TState> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        options.Validate();
        ContributionSpec vector = inner.Specify(state.Inner);
        double bound = vector.Bound, norm = NormOf(vector);
        return new ContributionSpec(checked(vector.Length + 1), bound, Math.Sqrt((norm * norm) + (bound * bound)), Bits, vector.WeightBound, vector.Unit);
    }

    /// <inheritdoc/>
    public void Contribute(GeometricMedianState<TState> state, GeometricMedianData<TData> data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        ContributionSpec specification = inner.Specify(state.Inner);
        var vector = new Contribution(specification);
        if (state.Pass == 0 || !KeptVector.TryLoad(data.Memory, state.Result, vector))
        {
            inner.Contribute(state.Inner, data.Data, vector);
            ScaleDownTo(NormOf(specification), vector.Values);
            KeptVector.Save(data.Memory, state.Result, vector);
        }

        double share = 1, smoothing = options.Smoothing * specification.Bound;
        if (state.Pass > 0)
            share = smoothing / Math.Max(smoothing, TensorPrimitives.Distance<double>(vector.Values, state.Centre.AsSpan()));
        TensorPrimitives.Multiply(vector.Values, share, into.Values);
        into.Values[^1] = share * specification.Bound;
        into.Weight = vector.Weight;
        into.Validate();
    }

    /// <inheritdoc/>
    public GeometricMedianState<TState> Apply(GeometricMedianState<TState> state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        sum.RequireFit(Specify(state));
        ContributionSpec specification = inner.Specify(state.Inner);
        double shares = sum.Values[^1] / specification.Bound;
        if (!(shares > 0 && shares <= sum.Weight * (1 + 1e-9)))
            throw new ContributionException($"The nodes' vectors weigh {shares} in all, but must weigh above 0 and at most {sum.Weight}; a node sent something else.");

        double[] centre = sum.Values[..^1].ToArray();
        TensorPrimitives.Divide(centre, shares, centre);
        ScaleDownTo(NormOf(specification), centre);
        if (state.Pass < options.Passes)
            return state with { Pass = state.Pass + 1, Centre = [.. centre] };
        TensorPrimitives.Multiply(centre, sum.Weight, centre);
        return new GeometricMedianState<TState>(inner.Apply(state.Inner, new SecureSum(centre, sum.Weight, sum.Contributors)), state.Result + 1, 0, []);
    }

    /// <inheritdoc/>
    public bool IsDone(GeometricMedianState<TState> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return inner.IsDone(state.Inner);
    }

    private static double NormOf(ContributionSpec specification)
        => specification.ClipNorm ?? specification.Bound * Math.Sqrt(specification.Length);

    private static void ScaleDownTo(double limit, Span<double> vector)
    {
        double norm = TensorPrimitives.Norm<double>(vector);
        if (norm > limit)
            TensorPrimitives.Multiply(vector, limit / norm, vector);
    }
}
