using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Tests.Operations;

/// <summary>A graph of one case of an operation. Built again from the same values, so that each of them can be moved a little.</summary>
internal sealed class CaseGraph(CaseValues values, Workers? workers = null)
{
    private readonly SeededGenerator _source = new(71);
    private int _inputs;

    public Graph Graph { get; } = new(workers);

    /// <summary>Every input and parameter, in the order in which the case asked for them.</summary>
    public List<Tensor> Tensors { get; } = [];

    public List<Parameter> Parameters { get; } = [];

    /// <summary>Uniform in ±1.5.</summary>
    public Tensor Input(params int[] shape) => Input(new TensorShape(shape), _ => (float)((3 * _source.NextDouble()) - 1.5));

    /// <summary>Uniform in 0.5 to 2.</summary>
    public Tensor Positive(params int[] shape) => Input(new TensorShape(shape), _ => (float)(0.5 + (1.5 * _source.NextDouble())));

    /// <summary>In random order, but 0.1 apart from each other and none nearer to zero than 0.05: functions with edges are smooth between them.</summary>
    public Tensor Distinct(params int[] shape)
    {
        var tensorShape = new TensorShape(shape);
        float[] steps = Steps(tensorShape.Length);
        return Input(tensorShape, index => steps[index]);
    }

    /// <summary>Above 0.45, in random order, each 0.05 away from any value of <see cref="Distinct"/>.</summary>
    public Tensor Between(params int[] shape)
    {
        float[] steps = [.. Enumerable.Range(0, new TensorShape(shape).Length).Select(index => (index + 5) * 0.1f)];
        _source.Shuffle<float>(steps);
        return Input(new TensorShape(shape), index => steps[index]);
    }

    /// <summary>A parameter, uniform in ±1.</summary>
    public Tensor Parameter(params int[] shape) => Parameter(false, shape);

    /// <summary>A table that keeps the rows that were touched, with distinct values.</summary>
    public Tensor Table(int rows, int width) => Parameter(true, [rows, width]);

    public IndexTensor Indices(string name, int bound, int[] values, params int[] shape)
    {
        IndexTensor indices = Graph.Indices(name, new TensorShape(shape), bound);
        indices.Set(values);
        return indices;
    }

    /// <summary>An input without gradient.</summary>
    public Tensor Constant(float[] constant, params int[] shape)
    {
        Tensor tensor = Graph.Input(new TensorShape(shape));
        constant.CopyTo(tensor.Values);
        return tensor;
    }

    private Tensor Parameter(bool table, int[] shape)
    {
        var parameter = new Parameter($"p{Parameters.Count}", new TensorShape(shape), table);
        float[] steps = table ? Steps(parameter.Shape.Length) : [];
        values.Fill(_inputs++, parameter.Values, index => table ? steps[index] : (float)((2 * _source.NextDouble()) - 1));
        Parameters.Add(parameter);
        Tensors.Add(Graph.Use(parameter));
        return Tensors[^1];
    }

    private Tensor Input(TensorShape shape, Func<int, float> value)
    {
        Tensor tensor = Graph.Input(shape, requiresGradient: true);
        values.Fill(_inputs++, tensor.Values, value);
        Tensors.Add(tensor);
        return tensor;
    }

    private float[] Steps(int count)
    {
        float[] steps = [.. Enumerable.Range(0, count).Select(index => (index + 0.5f - (count / 2)) * 0.1f)];
        _source.Shuffle<float>(steps);
        return steps;
    }
}
