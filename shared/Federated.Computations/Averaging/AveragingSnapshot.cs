using System.Collections.Immutable;
using System.Numerics.Tensors;
using Federated.Learning.Modules;
using Federated.Learning.State;

namespace Federated.Computations.Averaging;

/// <summary>
/// A state of averaging as a snapshot: <c>model.…</c> F32, the joint tensors; <c>progress</c> [2] F64, rounds applied and rows of all nodes; where the algorithm has
/// them, <c>server.first</c> and <c>server.second</c> [shared values] F64, the moments, and <c>control</c> [shared values] F64. The options are the job's, not
/// the snapshot's. Metadata is the joint model's.
/// </summary>
public static class AveragingSnapshot
{
    private const string ModelPrefix = "model.";
    private const string Progress = "progress";
    private const string First = "server.first";
    private const string Second = "server.second";
    private const string Control = "control";

    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(AveragingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var tensors = new List<NamedTensor> { new DoubleTensor(Progress, new TensorShape(2), [state.Round, state.TotalRows]) };
        foreach (NamedTensor tensor in state.Global.Tensors)
            tensors.Add(tensor.Renamed(ModelPrefix + tensor.Name));
        if (state.Moments is { } moments)
            tensors.AddRange([Vector(First, moments.First), Vector(Second, moments.Second)]);
        if (state.Options.ControlVariates)
            tensors.Add(Vector(Control, state.Control));
        return new ModelSnapshot(tensors, state.Global.Metadata);
    }

    /// <summary>Reads what <see cref="Write"/> wrote of a state with the same architecture and options.</summary>
    /// <exception cref="ContributionException">A tensor is missing, superfluous, misshapen or not finite, or a figure is out of its range.</exception>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    public static AveragingState Read(ModelSnapshot snapshot, IModelArchitecture architecture, AveragingOptions options)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        ModelSnapshot global = ReadModel(snapshot, architecture);
        int expected = global.Tensors.Length + 1 + (options.Server is null ? 0 : 2) + (options.ControlVariates ? 1 : 0);
        if (snapshot.Tensors.Length != expected)
            throw new ContributionException($"The snapshot has {snapshot.Tensors.Length} tensors; a state of this job's averaging has {expected}.");
        ReadOnlySpan<double> progress = Figures(snapshot, Progress, 2);
        int round = (int)Whole(progress[0], 0, options.Rounds, "round");
        long totalRows = Whole(progress[1], 1, 1L << 53, "number of rows");
        int length = new ParameterLayout(global, options.LocalNormalization).Length;
        try
        {
            ServerMoments? moments = options.Server is null ? null : new ServerMoments([.. Figures(snapshot, First, length)], [.. Figures(snapshot, Second, length)]);
            return new AveragingState(global, options, totalRows, round, moments, options.ControlVariates ? [.. Figures(snapshot, Control, length)] : default);
        }
        catch (ArgumentException fault)
        {
            throw new ContributionException($"The snapshot is no state of this job's averaging: {fault.Message}", fault);
        }
    }

    private static ModelSnapshot ReadModel(ModelSnapshot snapshot, IModelArchitecture architecture)
    {
        var tensors = new List<NamedTensor>();
        foreach (SingleTensor tensor in snapshot.Tensors.OfType<SingleTensor>())
        {
            if (!tensor.Name.StartsWith(ModelPrefix, StringComparison.Ordinal) || tensor.Name.Length == ModelPrefix.Length)
                throw new ContributionException($"The snapshot has an F32 tensor '{tensor.Name}'; those of a state of averaging are named {ModelPrefix}….");
            if (!TensorPrimitives.IsFiniteAll(tensor.Values))
                throw new ContributionException($"Tensor '{tensor.Name}' holds a value that is not finite; the state cannot be used.");
            tensors.Add(tensor.Renamed(tensor.Name[ModelPrefix.Length..]));
        }

        var global = new ModelSnapshot(tensors, snapshot.Metadata);
        try
        {
            architecture.RequireFit(global);
        }
        catch (ModelMismatchException mismatch)
        {
            throw new ContributionException($"The snapshot's model does not fit this job: {mismatch.Message}", mismatch);
        }

        return global;
    }

    private static DoubleTensor Vector(string name, ImmutableArray<double> values) => new(name, new TensorShape(values.Length), values.AsSpan());

    private static ReadOnlySpan<double> Figures(ModelSnapshot snapshot, string name, int length)
        => snapshot.Tensors.FirstOrDefault(tensor => tensor.Name == name) is DoubleTensor tensor && tensor.Values.Length == length
            ? tensor.Values
            : throw new ContributionException($"The snapshot has no F64 tensor '{name}' of {length} values: it is of another job.");

    private static long Whole(double figure, long least, long most, string what)
        => figure >= least && figure <= most && double.IsInteger(figure)
            ? (long)figure
            : throw new ContributionException($"The snapshot's {what} is {figure}; it must be a whole number from {least} to {most}.");
}
