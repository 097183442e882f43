using Federated.Learning.Tensors;

namespace Federated.Learning.Training;

/// <summary>Watches the loss of the passes, keeps the parameters of the best one, and says when to stop (Prechelt 1998, criterion UP).</summary>
public sealed class EarlyStopping
{
    private readonly EarlyStoppingOptions _options;
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly IReadOnlyList<StateTensor> _buffers;
    private readonly float[][] _best;
    private readonly float[][] _bestBuffers;
    private double _bestLoss = double.PositiveInfinity;
    private int _passes;

    /// <summary>Starts with no pass seen.</summary>
    /// <param name="parameters">Whose values are kept and restored.</param>
    /// <param name="options">Checked first.</param>
    /// <param name="buffers">State that belongs to the parameters, such as running statistics; kept and restored with them. None when left out.</param>
    /// <exception cref="ArgumentException">Options out of range.</exception>
    public EarlyStopping(IReadOnlyList<Parameter> parameters, EarlyStoppingOptions options, IReadOnlyList<StateTensor>? buffers = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _parameters = parameters;
        _buffers = buffers ?? [];
        _best = [.. parameters.Select(parameter => new float[parameter.Shape.Length])];
        _bestBuffers = [.. _buffers.Select(buffer => new float[buffer.Shape.Length])];
    }

    /// <summary>The pass of the lowest loss, counted from 1; 0 before the first.</summary>
    public int BestPass { get; private set; }

    /// <summary>Takes the loss after a pass, and keeps the parameters when it is the lowest.</summary>
    /// <returns>Whether to stop.</returns>
    public bool Observe(double loss)
    {
        _passes++;
        if (BestPass == 0 || loss < _bestLoss - _options.LeastImprovement)
        {
            _bestLoss = loss;
            BestPass = _passes;
            for (int index = 0; index < _best.Length; index++)
                _parameters[index].Values.CopyTo(_best[index]);
            for (int index = 0; index < _bestBuffers.Length; index++)
                _buffers[index].Values.CopyTo(_bestBuffers[index]);
        }

        return _passes - BestPass >= _options.Patience;
    }

    /// <summary>Puts the parameters of the best pass back; nothing before the first.</summary>
    public void Restore()
    {
        for (int index = 0; BestPass > 0 && index < _best.Length; index++)
            _best[index].CopyTo(_parameters[index].Values);
        for (int index = 0; BestPass > 0 && index < _bestBuffers.Length; index++)
            _bestBuffers[index].CopyTo(_buffers[index].Values);
    }
}
