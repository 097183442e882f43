using Federated.Learning.Kernels;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Learning.Tensors;
using Federated.Learning.Training;

namespace Federated.Computations.Descent;

/// <summary>Sums of losses and gradients of rows at hand: derivatives in single precision a slice of rows, added up in double precision.</summary>
/// <param name="architecture">What the parameters belong to.</param>
/// <param name="loss">As many logits as the model's outputs.</param>
/// <param name="training">In batches that are enumerated anew in each round.</param>
/// <param name="validation">Likewise; none when left out.</param>
/// <param name="workers">Threads; the calling one alone when left out. Results do not depend on them.</param>
public sealed class ModelGradients(
    IModelArchitecture architecture, ILoss loss, IEnumerable<LabelledRows> training, IEnumerable<LabelledRows>? validation = null, Workers? workers = null) : IGradientSums
{
    private const int Slice = 512;

    /// <inheritdoc/>
    public (long Rows, double Loss) AddTraining(ModelSnapshot model, Span<double> gradient)
    {
        IModel built = Build(model);
        Dictionary<string, int> starts = Starts(model, gradient.Length);
        (long rows, double total) = (0, 0);
        foreach ((ReadOnlyMemory<float> features, ReadOnlyMemory<float> labels, ReadOnlyMemory<float> weights, int count) in Slices(built, training))
        {
            var slopes = new float[count * built.OutputSize];
            total += loss.EvaluateSum(built.Forward(features, count, training: true).Span, labels.Span, weights.Span, slopes);
            built.Backward(slopes);
            foreach (Parameter parameter in built.Parameters)
            {
                Add(parameter, gradient[starts[parameter.Name]..]);
                parameter.ClearGradient();
            }

            rows += count;
        }

        return (rows, total);
    }

    /// <inheritdoc/>
    public (long Rows, double Loss) Validate(ModelSnapshot model)
    {
        (long rows, double total) = (0, 0);
        if (validation is null)
            return (rows, total);
        IModel built = Build(model);
        foreach ((ReadOnlyMemory<float> features, ReadOnlyMemory<float> labels, ReadOnlyMemory<float> weights, int count) in Slices(built, validation))
        {
            total += loss.EvaluateSum(built.Forward(features, count, training: false).Span, labels.Span, weights.Span, new float[count * built.OutputSize]);
            rows += count;
        }

        return (rows, total);
    }

    private static Dictionary<string, int> Starts(ModelSnapshot model, int length)
    {
        var starts = new Dictionary<string, int>(StringComparer.Ordinal);
        int next = 0;
        foreach (NamedTensor tensor in model.Tensors)
        {
            starts.Add(tensor.Name, next);
            next += tensor.Shape.Length;
        }

        return next == length ? starts : throw new ContributionException($"The model has {next} parameters, but a gradient of {length} was asked for.");
    }

    private static void Add(Parameter parameter, Span<double> into)
    {
        ReadOnlySpan<float> gradient = parameter.Gradient;
        if (parameter.Touched is not { All: false } touched)
        {
            for (int index = 0; index < gradient.Length; index++)
                into[index] += gradient[index];
            return;
        }

        int width = parameter.Shape.Length / parameter.Shape.Dimensions[0];
        foreach (int row in touched.Rows)
        {
            for (int index = row * width; index < (row + 1) * width; index++)
                into[index] += gradient[index];
        }
    }

    private IModel Build(ModelSnapshot model)
    {
        try
        {
            IModel built = architecture.Create(0, model, workers);
            return built.Buffers.Count == 0
                ? built
                : throw new ContributionException("The model normalises over batches, so that gradients of rows do not add up; average it instead. Nothing was sent.");
        }
        catch (ModelMismatchException mismatch)
        {
            throw new ContributionException($"The joint model does not fit this node's columns: {mismatch.Message} Nothing was sent.", mismatch);
        }
    }

    private IEnumerable<(ReadOnlyMemory<float> Features, ReadOnlyMemory<float> Labels, ReadOnlyMemory<float> Weights, int Count)> Slices(IModel model, IEnumerable<LabelledRows> batches)
    {
        foreach (LabelledRows batch in batches)
        {
            if (batch.Columns != model.InputSize || batch.LabelColumns != loss.LabelSize)
                throw new ContributionException($"Rows of {batch.Columns} features and {batch.LabelColumns} labels were given; the model takes {model.InputSize} and {loss.LabelSize}. Nothing was sent.");
            loss.RequireLabels(batch.Labels.Span);
            for (int start = 0; start < batch.Count; start += Slice)
            {
                int count = Math.Min(Slice, batch.Count - start);
                yield return (
                    batch.Features.Slice(start * batch.Columns, count * batch.Columns), batch.Labels.Slice(start * batch.LabelColumns, count * batch.LabelColumns),
                    batch.Weights.IsEmpty ? default : batch.Weights.Slice(start, count), count);
            }
        }
    }
}
