using System.Runtime.Intrinsics;
using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// y = softmax(x) or its logarithm over the last dimension, [..., width], each row's first values only when lengths are given. ∂x = y ⊙ (∂y − Σ y·∂y), and for the
/// logarithm ∂x = ∂y − eʸ·Σ ∂y.
/// </summary>
internal sealed class Softmax : Operation
{
    /// <summary>Stands for ln 0 where a row was masked: e to it is 0, and it is finite.</summary>
    private const float LogarithmOfNothing = -1e30f;

    private readonly Tensor _input;
    private readonly IndexTensor? _lengths;
    private readonly bool _logarithm;
    private readonly int _width;
    private readonly float[] _row;

    public Softmax(Tensor input, IndexTensor? lengths, bool logarithm)
        : base(input)
    {
        if (input.Shape.Dimensions.Length == 0 || input.Length == 0)
            throw new ArgumentException($"Softmax was given a tensor of shape {input.Shape}; it needs a last dimension of at least 1.", nameof(input));
        _width = input.Size(-1);
        if (lengths is not null && (lengths.Values.Length != input.Rows || lengths.Bound > _width + 1))
        {
            throw new ArgumentException(
                $"Lengths '{lengths.Name}' of shape {lengths.Shape} below {lengths.Bound} do not fit an input of shape {input.Shape}: {input.Rows} lengths of at most {_width} are expected.", nameof(lengths));
        }

        _input = input;
        _lengths = lengths;
        _logarithm = logarithm;
        _row = new float[_width];
        MakeOutput(input.Shape);
    }

    public override void Forward(Graph graph)
    {
        for (int row = 0; row < _input.Rows; row++)
        {
            Span<float> output = Output.Values.Slice(row * _width, _width);
            ReadOnlySpan<float> input = _input.Values.Slice(row * _width, _width);
            int count = Count(row);
            if (_logarithm)
            {
                Logarithm(input, output, count);
            }
            else
            {
                input.CopyTo(output);
                SoftmaxRow.Apply(output, count, 1);
            }
        }
    }

    public override void Backward(Graph graph)
    {
        if (_input is { RequiresGradient: true, Parameter: null })
            AddGradient(graph);
    }

    public override void AddParameterGradients(Graph graph)
    {
        if (_input.Parameter is not null)
            AddGradient(graph);
    }

    private int Count(int row) => _lengths is null ? _width : _lengths.Values[row];

    private static void Logarithm(ReadOnlySpan<float> input, Span<float> output, int count)
    {
        output[count..].Fill(LogarithmOfNothing);
        if (count == 0)
            return;
        float largest = TensorPrimitives.Max(input[..count]);
        float logarithm = largest + MathF.Log(SumOfPowers(input[..count], largest));
        TensorPrimitives.Subtract(input[..count], logarithm, output[..count]);
    }

    private static float SumOfPowers(ReadOnlySpan<float> values, float shift)
    {
        Vector512<float> sum = Vector512<float>.Zero, largest = Vector512.Create(shift);
        int index = 0;
        for (; index + Lanes.Count <= values.Length; index += Lanes.Count)
            sum += VectorMath.Exp(Lanes.Load(values, index, whole: true) - largest);
        if (index < values.Length)
            sum += Lanes.Keep(VectorMath.Exp(Lanes.Load(values, index) - largest), values.Length - index);

        return Vector512.Sum(sum);
    }

    private void AddGradient(Graph graph)
    {
        Span<float> gradient = graph.GradientOf(_input, out bool accumulate);
        for (int row = 0; row < _input.Rows; row++)
        {
            ReadOnlySpan<float> output = Output.Values.Slice(row * _width, _width), slopes = Output.Gradient.Slice(row * _width, _width);
            int count = Count(row);
            slopes.CopyTo(_row);
            _row.AsSpan(count).Clear();
            if (_logarithm)
                ReverseLogarithm(output[..count], _row.AsSpan(0, count));
            else
                SoftmaxRow.Reverse(output, _row, 1);
            Span<float> target = gradient.Slice(row * _width, _width);
            if (accumulate)
                TensorPrimitives.Add(target, _row, target);
            else
                _row.CopyTo(target);
        }
    }

    private static void ReverseLogarithm(ReadOnlySpan<float> output, Span<float> slopes)
    {
        var sum = Vector512.Create(Lanes.Sum(slopes));
        int index = 0;
        for (; index + Lanes.Count <= slopes.Length; index += Lanes.Count)
            Lanes.Store(Lanes.Load(slopes, index, whole: true) - (sum * VectorMath.Exp(Lanes.Load(output, index, whole: true))), slopes, index, whole: true);
        if (index < slopes.Length)
            Lanes.Store(Lanes.Load(slopes, index) - (sum * VectorMath.Exp(Lanes.Load(output, index))), slopes, index);
    }
}
