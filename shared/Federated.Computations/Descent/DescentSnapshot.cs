using Federated.Learning.Modules;
using Federated.Learning.State;

namespace Federated.Computations.Descent;

/// <summary>
/// A state of joint descent as a snapshot: <c>model.…</c> F32, the parameters; <c>first</c> and <c>second</c> F32, one value a parameter; <c>progress</c> [3] F64:
/// rounds applied, rows and mean loss (NaN before the first round); and, once validation rows judged, <c>best.…</c> F32 and <c>judged</c> [2] F64, the best model's loss and round.
/// The options are the job's. Metadata is the model's.
/// </summary>
public static class DescentSnapshot
{
    private const string ModelPrefix = "model.", BestPrefix = "best.", First = "first", Second = "second", Progress = "progress", Judged = "judged";

    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(DescentState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        List<NamedTensor> tensors =
        [
            StateTensors.Tensor(Progress, state.Round, state.Rows, state.Loss),
            new SingleTensor(First, new TensorShape(state.Parameters), state.First.AsSpan()),
            new SingleTensor(Second, new TensorShape(state.Parameters), state.Second.AsSpan()),
            .. Prefixed(state.Current, ModelPrefix),
        ];
        if (state.Best is { } best)
            tensors.AddRange([StateTensors.Tensor(Judged, best.Loss, best.Round), .. Prefixed(best.Model, BestPrefix)]);
        return new ModelSnapshot(tensors, state.Current.Metadata);
    }

    /// <summary>Reads what <see cref="Write"/> wrote of a state with the same architecture and options.</summary>
    /// <exception cref="ContributionException">A tensor is missing, superfluous, misshapen or not finite, or a figure is out of its range.</exception>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    public static DescentState Read(ModelSnapshot snapshot, IModelArchitecture architecture, DescentOptions options)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        ModelSnapshot current = Model(snapshot, ModelPrefix, architecture);
        bool isJudged = snapshot.Tensors.Any(tensor => tensor.Name == Judged);
        StateTensors.RequireCount(snapshot, (current.Tensors.Length * (isJudged ? 2 : 1)) + (isJudged ? 4 : 3));
        double[] progress = StateTensors.FiguresOrNaN(snapshot, Progress, 3);
        int round = (int)StateTensors.Whole(progress[0], "round", 0, options.Rounds), length = current.Tensors.Sum(tensor => tensor.Shape.Length);
        long rows = StateTensors.Whole(progress[1], "number of rows", round > 0 ? 1 : 0, round > 0 ? 1L << 53 : 0);
        if (double.IsNaN(progress[2]) != (round == 0) || progress[2] < 0)
            throw new ContributionException($"The state's loss after round {round} is {progress[2]}; it is 0 or more after the first round and absent before it.");
        try
        {
            return new DescentState(current, options, round, rows, progress[2], [.. Singles(snapshot, First, length)], [.. Singles(snapshot, Second, length)], isJudged ? Best(snapshot, architecture) : null);
        }
        catch (ArgumentException fault)
        {
            throw new ContributionException($"The snapshot is no state of this job's training: {fault.Message}", fault);
        }
    }

    private static JudgedModel Best(ModelSnapshot snapshot, IModelArchitecture architecture)
    {
        double[] judged = StateTensors.Figures(snapshot, Judged, 2);
        return new JudgedModel(Model(snapshot, BestPrefix, architecture), judged[0], (int)StateTensors.Whole(judged[1], "best round", 0, 10_000));
    }

    private static IEnumerable<NamedTensor> Prefixed(ModelSnapshot model, string prefix) =>
        model.Tensors.Select(tensor => tensor.Renamed(prefix + tensor.Name));

    private static ModelSnapshot Model(ModelSnapshot snapshot, string prefix, IModelArchitecture architecture)
    {
        var model = new ModelSnapshot(
            snapshot.Tensors.Where(tensor => tensor.Name.StartsWith(prefix, StringComparison.Ordinal))
                .Select(tensor => new SingleTensor(tensor.Name[prefix.Length..], tensor.Shape, Singles(snapshot, tensor.Name, tensor.Shape.Length))),
            snapshot.Metadata);
        try
        {
            architecture.RequireFit(model);
            return model;
        }
        catch (ModelMismatchException mismatch)
        {
            throw new ContributionException($"The snapshot's model does not fit this job: {mismatch.Message}", mismatch);
        }
    }

    private static ReadOnlySpan<float> Singles(ModelSnapshot snapshot, string name, int length)
    {
        if (snapshot.Tensors.FirstOrDefault(tensor => tensor.Name == name) is not SingleTensor tensor || tensor.Shape.Length != length)
            throw new ContributionException($"The snapshot has no F32 tensor '{name}' of {length} values: it is of another job.");
        foreach (float value in tensor.Values)
        {
            if (!float.IsFinite(value))
                throw new ContributionException($"Tensor '{name}' holds a value that is not finite; the state cannot be used.");
        }

        return tensor.Values;
    }
}
