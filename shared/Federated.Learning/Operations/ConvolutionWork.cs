using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// The passes of a convolution, cut into chunks of neighbouring examples. Each chunk has its own columns and its own sum of the weight's gradient; the sums
/// are added in the order of the chunks. The cut depends on the sizes alone.
/// </summary>
internal sealed class ConvolutionWork : ParallelWork
{
    private const int MostChunks = 8;
    private const long MultiplicationsWorthSharing = 1_000_000;
    private readonly Tensor _input;
    private readonly Tensor _weight;
    private readonly Tensor? _bias;
    private readonly Tensor _output;
    private readonly SlidingWindow _window;
    private readonly int _groups;
    private readonly int _channels;
    private readonly int _outputs;
    private readonly int _taps;
    private readonly int _places;
    private readonly int _examples;
    private readonly int _chunks;
    private readonly AlignedBuffer[] _columns;
    private AlignedBuffer[] _weightGradients = [];
    private float[] _squares = [];
    private Workers? _inner;
    private Pass _pass;

    /// <param name="input">[examples, channels, height, width].</param>
    /// <param name="weight">[outputs, channels/groups, taps].</param>
    /// <param name="bias">[outputs] or null.</param>
    /// <param name="output">[examples, outputs, places].</param>
    /// <param name="window">Slides over the images.</param>
    /// <param name="groups">Divide the channels.</param>
    public ConvolutionWork(Tensor input, Tensor weight, Tensor? bias, Tensor output, SlidingWindow window, int groups)
    {
        _input = input;
        _weight = weight;
        _bias = bias;
        _output = output;
        _window = window;
        _groups = groups;
        _channels = input.Size(1) / groups;
        _outputs = weight.Size(0) / groups;
        _taps = _channels * window.Kernel.Height * window.Kernel.Width;
        _places = window.Places.Height * window.Places.Width;
        _examples = input.Size(0);
        bool shared = (long)_examples * weight.Length * _places >= MultiplicationsWorthSharing;
        _chunks = shared ? Math.Clamp(_examples, 1, MostChunks) : 1;
        _columns = [.. Enumerable.Range(0, _chunks).Select(_ => window.IsIdentity ? new AlignedBuffer(0) : new AlignedBuffer(_taps * _places))];
    }

    private enum Pass
    {
        Forward,
        InputGradient,
        WeightGradient,
        ExampleNorms,
    }

    private int Image => _channels * _window.Image.Height * _window.Image.Width;

    private int Result => _outputs * _places;

    private int GroupWeight => _outputs * _taps;

    public void Forward(Workers workers) => Share(Pass.Forward, workers);

    public void AddInputGradient(Workers workers, bool accumulate)
    {
        if (!accumulate)
            _input.Gradient.Clear();
        Share(Pass.InputGradient, workers);
    }

    public void AddWeightGradient(Workers workers, bool accumulate)
    {
        MakeWeightGradients();
        foreach (AlignedBuffer partial in _weightGradients)
            partial.Span.Clear();
        Share(Pass.WeightGradient, workers);
        Lanes.Put(_weightGradients[0].Span, _weight.Gradient, accumulate);
        foreach (AlignedBuffer partial in _weightGradients.AsSpan(1))
            TensorPrimitives.Add(_weight.Gradient, partial.Span, _weight.Gradient);
    }

    public void AddSquaredExampleNorms(Workers workers, Span<float> squares)
    {
        if (squares.Length != _examples)
            throw new NotSupportedException($"A convolution of {_examples} images was asked for the norms of {squares.Length} examples; it knows them when an example is one image.");
        MakeWeightGradients();
        if (_squares.Length == 0)
            _squares = new float[_examples];
        Share(Pass.ExampleNorms, workers);
        TensorPrimitives.Add(squares, _squares, squares);
    }

    public override void Run(int chunk)
    {
        int first = (int)((long)_examples * chunk / _chunks), end = (int)((long)_examples * (chunk + 1) / _chunks);
        for (int example = first; example < end; example++)
        {
            if (_pass == Pass.ExampleNorms)
            {
                _squares[example] = BiasNorm(example);
                _weightGradients[chunk].Span.Clear();
            }

            for (int group = 0; group < _groups; group++)
                Run(chunk, (example * _groups) + group, group);
            if (_pass == Pass.ExampleNorms)
                _squares[example] += (float)Reduction.SumOfSquares(_weightGradients[chunk].Span);
        }
    }

    private void Share(Pass pass, Workers workers)
    {
        _pass = pass;
        _inner = _chunks == 1 ? workers : null;
        workers.Run(this, _chunks);
    }

    private void Run(int chunk, int image, int group)
    {
        ReadOnlySpan<float> weight = _weight.Values.Slice(group * GroupWeight, GroupWeight);
        if (_pass == Pass.Forward)
        {
            Span<float> result = _output.Values.Slice(image * Result, Result);
            for (int output = 0; output < _outputs; output++)
                result.Slice(output * _places, _places).Fill(_bias is null ? 0 : _bias.Values[(group * _outputs) + output]);
            MatrixProduct.Multiply(
                MatrixOperand.RowMajor(weight, _outputs, _taps), MatrixOperand.RowMajor(Columns(chunk, image), _taps, _places), result, _places, accumulate: true, workers: _inner);
            return;
        }

        MatrixOperand slope = MatrixOperand.RowMajor(_output.Gradient.Slice(image * Result, Result), _outputs, _places);
        if (_pass != Pass.InputGradient)
        {
            MatrixProduct.Multiply(
                slope, MatrixOperand.Transposed(Columns(chunk, image), _taps, _places), _weightGradients[chunk].Span.Slice(group * GroupWeight, GroupWeight), _taps, accumulate: true, workers: _inner);
            return;
        }

        Span<float> gradient = _input.Gradient.Slice(image * Image, Image);
        Span<float> target = _window.IsIdentity ? gradient : _columns[chunk].Span;
        MatrixProduct.Multiply(MatrixOperand.Transposed(weight, _outputs, _taps), slope, target, _places, accumulate: _window.IsIdentity, workers: _inner);
        if (!_window.IsIdentity)
            ImageColumns.AddBack(target, _window, _channels, gradient);
    }

    private ReadOnlySpan<float> Columns(int chunk, int image)
    {
        ReadOnlySpan<float> values = _input.Values.Slice(image * Image, Image);
        if (_window.IsIdentity)
            return values;
        ImageColumns.Unfold(values, _window, _channels, _columns[chunk].Span);
        return _columns[chunk].Span;
    }

    private float BiasNorm(int example)
    {
        if (_bias is null)
            return 0;
        float square = 0;
        for (int output = 0; output < _groups * _outputs; output++)
        {
            float sum = Lanes.Sum(_output.Gradient.Slice(((example * _groups * _outputs) + output) * _places, _places));
            square += sum * sum;
        }

        return square;
    }

    private void MakeWeightGradients()
    {
        if (_weightGradients.Length == 0)
            _weightGradients = [.. Enumerable.Range(0, _chunks).Select(_ => new AlignedBuffer(_weight.Length))];
    }
}
