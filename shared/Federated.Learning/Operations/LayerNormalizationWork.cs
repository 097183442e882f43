using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>The passes of a layer normalisation over rows, cut into chunks of neighbouring rows by the sizes alone; sums over rows are added in the order of the chunks.</summary>
internal sealed class LayerNormalizationWork : ParallelWork
{
    private const int MostChunks = 8;
    private const int ElementsWorthSharing = 32_768;
    private readonly Tensor _input;
    private readonly Tensor? _scale;
    private readonly Tensor? _offset;
    private readonly Tensor _output;
    private readonly int _width;
    private readonly int _rows;
    private readonly int _chunks;
    private readonly float _epsilon;
    private readonly float[] _means;
    private readonly float[] _factors;
    private readonly AlignedBuffer[] _scaleSums;
    private readonly AlignedBuffer[] _offsetSums;
    private Pass _pass;
    private bool _accumulate;

    public LayerNormalizationWork(Tensor input, Tensor? scale, Tensor? offset, Tensor output, int width, float epsilon)
    {
        _input = input;
        _scale = scale;
        _offset = offset;
        _output = output;
        _width = width;
        _rows = input.Length / width;
        _epsilon = epsilon;
        _chunks = input.Length >= ElementsWorthSharing ? Math.Min(_rows, MostChunks) : 1;
        _means = new float[_rows];
        _factors = new float[_rows];
        _scaleSums = [.. Enumerable.Range(0, scale is null ? 0 : _chunks).Select(_ => new AlignedBuffer(width))];
        _offsetSums = [.. Enumerable.Range(0, scale is null ? 0 : _chunks).Select(_ => new AlignedBuffer(width))];
    }

    private enum Pass
    {
        Forward,
        InputGradient,
        SlopeSums,
    }

    public void Forward(Workers workers) => Share(Pass.Forward, workers);

    public void AddInputGradient(Workers workers, bool accumulate)
    {
        _accumulate = accumulate;
        Share(Pass.InputGradient, workers);
    }

    /// <summary>Leaves Σ ∂y ⊙ x̂ and Σ ∂y in the first chunk's sums.</summary>
    public void SumSlopes(Workers workers)
    {
        Share(Pass.SlopeSums, workers);
        for (int chunk = 1; chunk < _chunks; chunk++)
        {
            TensorPrimitives.Add(_scaleSums[0].Span, _scaleSums[chunk].Span, _scaleSums[0].Span);
            TensorPrimitives.Add(_offsetSums[0].Span, _offsetSums[chunk].Span, _offsetSums[0].Span);
        }
    }

    public void PutScaleGradient(Span<float> gradient, bool accumulate) => Lanes.Put(_scaleSums[0].Span, gradient, accumulate);

    public void PutOffsetGradient(Span<float> gradient, bool accumulate) => Lanes.Put(_offsetSums[0].Span, gradient, accumulate);

    public void AddSquaredExampleNorms(Span<float> squares)
    {
        int each = _rows / squares.Length;
        for (int example = 0; example < squares.Length; example++)
        {
            SumSlopes(0, example * each, (example + 1) * each);
            squares[example] += (float)Reduction.SumOfSquares(_scaleSums[0].Span) + (float)Reduction.SumOfSquares(_offsetSums[0].Span);
        }
    }

    public override void Run(int chunk)
    {
        int first = (int)((long)_rows * chunk / _chunks), end = (int)((long)_rows * (chunk + 1) / _chunks);
        if (_pass == Pass.SlopeSums)
        {
            SumSlopes(chunk, first, end);
            return;
        }

        if (_pass == Pass.Forward)
            Standardise(first, end);
        else
            AddInputGradients(first, end);
    }

    private void Share(Pass pass, Workers workers)
    {
        _pass = pass;
        workers.Run(this, _chunks);
    }

    private void Standardise(int first, int end)
    {
        ReadOnlySpan<float> input = _input.Values, scale = _scale is null ? default : _scale.Values, offset = _offset is null ? default : _offset.Values;
        Span<float> output = _output.Values;
        for (int row = first; row < end; row++)
        {
            ReadOnlySpan<float> values = input.Slice(row * _width, _width);
            Span<float> result = output.Slice(row * _width, _width);
            (float mean, float variance) = Normalization.Moments(values);
            float factor = 1 / MathF.Sqrt(variance + _epsilon);
            _means[row] = mean;
            _factors[row] = factor;
            if (scale.IsEmpty)
            {
                Normalization.Rescale(values, mean, factor, 0, result);
                continue;
            }

            Vector512<float> shift = Vector512.Create(mean), stretch = Vector512.Create(factor);
            int index = 0;
            for (; index + Lanes.Count <= values.Length; index += Lanes.Count)
                StandardiseStep(values, scale, offset, result, index, shift, stretch, whole: true);
            if (index < values.Length)
                StandardiseStep(values, scale, offset, result, index, shift, stretch, whole: false);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StandardiseStep(
        ReadOnlySpan<float> values, ReadOnlySpan<float> scale, ReadOnlySpan<float> offset, Span<float> result, int index, Vector512<float> shift, Vector512<float> stretch, bool whole)
    {
        Vector512<float> standard = (Lanes.Load(values, index, whole) - shift) * stretch;
        Lanes.Store(Vector512.FusedMultiplyAdd(standard, Lanes.Load(scale, index, whole), Lanes.Load(offset, index, whole)), result, index, whole);
    }

    private void AddInputGradients(int first, int end)
    {
        ReadOnlySpan<float> values = _input.Values, slopes = _output.Gradient, scale = _scale is null ? default : _scale.Values;
        Span<float> gradient = _input.Gradient;
        for (int row = first; row < end; row++)
            AddInputGradient(row, values.Slice(row * _width, _width), slopes.Slice(row * _width, _width), scale, gradient.Slice(row * _width, _width));
    }

    private void AddInputGradient(int row, ReadOnlySpan<float> values, ReadOnlySpan<float> slopes, ReadOnlySpan<float> scale, Span<float> gradient)
    {
        float factor = _factors[row];
        Vector512<float> shift = Vector512.Create(_means[row]), sums = Vector512<float>.Zero, products = Vector512<float>.Zero;
        int index = 0;
        for (; index + Lanes.Count <= values.Length; index += Lanes.Count)
        {
            Vector512<float> slope = Weighted(slopes, scale, index, whole: true);
            sums += slope;
            products = Vector512.FusedMultiplyAdd(slope, Lanes.Load(values, index, whole: true) - shift, products);
        }

        if (index < values.Length)
        {
            Vector512<float> slope = Weighted(slopes, scale, index, whole: false);
            sums += slope;
            products = Vector512.FusedMultiplyAdd(slope, Lanes.Load(values, index) - shift, products);
        }

        Vector512<float> a = Vector512.Create(factor);
        Vector512<float> b = Vector512.Create(-factor * factor * factor * Vector512.Sum(products) / _width), c = Vector512.Create(-factor * Vector512.Sum(sums) / _width);
        bool accumulate = _accumulate;
        for (index = 0; index + Lanes.Count <= values.Length; index += Lanes.Count)
            GradientStep(values, slopes, scale, gradient, index, shift, a, b, c, accumulate, whole: true);
        if (index < values.Length)
            GradientStep(values, slopes, scale, gradient, index, shift, a, b, c, accumulate, whole: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GradientStep(
        ReadOnlySpan<float> values, ReadOnlySpan<float> slopes, ReadOnlySpan<float> scale, Span<float> gradient, int index, Vector512<float> shift, Vector512<float> a, Vector512<float> b, Vector512<float> c, bool accumulate, bool whole)
    {
        Vector512<float> part = Vector512.FusedMultiplyAdd(Weighted(slopes, scale, index, whole), a, Vector512.FusedMultiplyAdd(Lanes.Load(values, index, whole) - shift, b, c));
        Lanes.Store(accumulate ? part + Lanes.Load(gradient, index, whole) : part, gradient, index, whole);
    }

    // g = γ ⊙ ∂y
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Weighted(ReadOnlySpan<float> slopes, ReadOnlySpan<float> scale, int index, bool whole)
        => scale.IsEmpty ? Lanes.Load(slopes, index, whole) : Lanes.Load(slopes, index, whole) * Lanes.Load(scale, index, whole);

    private void SumSlopes(int chunk, int first, int end)
    {
        Span<float> scaleSums = _scaleSums[chunk].Span, offsetSums = _offsetSums[chunk].Span;
        ReadOnlySpan<float> input = _input.Values, gradient = _output.Gradient;
        scaleSums.Clear();
        offsetSums.Clear();
        for (int row = first; row < end; row++)
        {
            ReadOnlySpan<float> values = input.Slice(row * _width, _width), slopes = gradient.Slice(row * _width, _width);
            Vector512<float> shift = Vector512.Create(_means[row]), stretch = Vector512.Create(_factors[row]);
            int index = 0;
            for (; index + Lanes.Count <= values.Length; index += Lanes.Count)
                SumStep(values, slopes, scaleSums, offsetSums, index, shift, stretch, whole: true);
            if (index < values.Length)
                SumStep(values, slopes, scaleSums, offsetSums, index, shift, stretch, whole: false);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SumStep(
        ReadOnlySpan<float> values, ReadOnlySpan<float> slopes, Span<float> scaleSums, Span<float> offsetSums, int index, Vector512<float> shift, Vector512<float> stretch, bool whole)
    {
        Vector512<float> slope = Lanes.Load(slopes, index, whole);
        Lanes.Store(Vector512.FusedMultiplyAdd((Lanes.Load(values, index, whole) - shift) * stretch, slope, Lanes.Load(scaleSums, index, whole)), scaleSums, index, whole);
        Lanes.Store(slope + Lanes.Load(offsetSums, index, whole), offsetSums, index, whole);
    }
}
