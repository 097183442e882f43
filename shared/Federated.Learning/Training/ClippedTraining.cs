using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Optimizers;
using Federated.Learning.Tensors;

namespace Federated.Learning.Training;

/// <summary>
/// Steps of training in which no row counts more than a bound (Abadi et al. 2016, algorithm 1): every row's gradient is clipped to norm C over all
/// parameters, the sum gets normal noise of deviation σ·C on every element, is divided by the expected number of rows, and moves the parameters. One row
/// more or less moves the noised sum by at most C. The order is fixed here: clip, add up, noise, divide. Losses that are returned are not private.
/// No row's gradient is formed, so a step costs little more than a plain one. A steady step allocates nothing.
/// </summary>
public sealed class ClippedTraining
{
    private readonly IModel _model;
    private readonly ILoss _loss;
    private readonly IOptimizer _optimizer;
    private readonly ClippedTrainingOptions _options;
    private readonly float _share;
    private float[] _gradient = [];
    private float[] _norms = [];

    /// <summary>Starts with gradients of zero.</summary>
    /// <param name="model">What is trained; its layers must know their rows' norms.</param>
    /// <param name="loss">Of the model's outputs.</param>
    /// <param name="optimizer">Of the model's parameters.</param>
    /// <param name="expectedRows">Rows of a step on average, above 0: a constant, since the true number is private too.</param>
    /// <param name="options">Checked first.</param>
    /// <exception cref="ArgumentException">Options out of range.</exception>
    public ClippedTraining(IModel model, ILoss loss, IOptimizer optimizer, double expectedRows, ClippedTrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (!(expectedRows > 0 && double.IsFinite(expectedRows)))
            throw new ArgumentOutOfRangeException(nameof(expectedRows), expectedRows, "The expected rows of a step must be above 0.");
        _model = model;
        _loss = loss;
        _optimizer = optimizer;
        _options = options;
        _share = (float)(1 / expectedRows);
        foreach (Parameter parameter in model.Parameters)
            parameter.ClearGradient();
    }

    /// <summary>Steps that were finished.</summary>
    public int Steps { get; private set; }

    /// <summary>A term of the objective that hangs on no row, so that it needs no noise.</summary>
    internal IGradientTerm? Term { get; init; }

    /// <summary>Adds rows and finishes the step.</summary>
    /// <returns>Σ wᵢ·lossᵢ of the rows before the step.</returns>
    /// <exception cref="NonFiniteLossException">The loss or a row's gradient is NaN or infinite.</exception>
    public double Step(ReadOnlyMemory<float> features, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        double loss = Add(features, labels, weights);
        Finish();
        return loss;
    }

    /// <summary>Adds rows to the step, which may take several calls.</summary>
    /// <param name="features">Rows × the model's input size. There may be more rows than labels: the rest is padding and counts nothing.</param>
    /// <param name="labels">Labels of the first rows, as the loss wants them.</param>
    /// <param name="weights">One for each row that has a label, or empty.</param>
    /// <returns>Σ wᵢ·lossᵢ of the rows.</returns>
    /// <exception cref="NonFiniteLossException">The loss or a row's gradient is NaN or infinite.</exception>
    public double Add(ReadOnlyMemory<float> features, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        int rows = features.Length / _model.InputSize;
        if (_norms.Length < rows)
        {
            _norms = new float[rows];
            _gradient = new float[rows * _model.OutputSize];
        }

        Memory<float> gradient = _gradient.AsMemory(0, rows * _model.OutputSize);
        Span<float> norms = _norms.AsSpan(0, rows);
        ReadOnlySpan<float> outputs = _model.Forward(features, rows, training: true).Span;
        int counted = labels.Length / _loss.LabelSize * _model.OutputSize;
        if (counted > outputs.Length)
            throw new ArgumentException($"{labels.Length} labels were given for {rows} rows.", nameof(labels));
        double loss = _loss.EvaluateSum(outputs[..counted], labels, weights, gradient.Span[..counted]);
        if (!double.IsFinite(loss))
            throw new NonFiniteLossException(Steps + 1, _model.FirstNonFiniteLayer() ?? "loss", loss);
        gradient.Span[counted..].Clear();
        _model.BackwardClipped(gradient, _options.ClipNorm, norms);
        if (!TensorPrimitives.IsFiniteAll<float>(norms))
            throw new NonFiniteLossException(Steps + 1, "gradient", loss);
        return loss;
    }

    /// <summary>Noises and divides what was added, and moves the parameters.</summary>
    public void Finish()
    {
        for (int index = 0; index < _model.Parameters.Count; index++)
        {
            Parameter parameter = _model.Parameters[index];
            if (_options.NoiseMultiplier > 0)
            {
                // Which rows of a table were seen is private: every row gets noise, and so has a gradient.
                parameter.Touched?.AddAll();
                _options.Noise!.AddTo(parameter.Gradient, _options.NoiseMultiplier * _options.ClipNorm);
            }

            GradientClipping.Scale(parameter, _share);
        }

        Term?.AddTo(_model.Parameters);
        _optimizer.ApplyGradients();
        Steps++;
    }
}
