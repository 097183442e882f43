namespace Federated.Learning.Optimizers;

/// <summary>The factor of the learning rate that follows from the losses of the passes so far.</summary>
public sealed class PlateauReduction
{
    private readonly PlateauOptions _options;
    private double _best = double.PositiveInfinity;
    private int _passesWithout;
    private int _cooldown;

    /// <summary>Starts with factor 1.</summary>
    /// <exception cref="ArgumentException">Options out of range.</exception>
    public PlateauReduction(PlateauOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
    }

    /// <summary>Factor of the optimiser's own learning rate.</summary>
    public double Factor { get; private set; } = 1;

    /// <summary>Takes the loss of a pass, which may lower the factor.</summary>
    public void Observe(double loss)
    {
        if (loss < _best * (1 - _options.Threshold))
        {
            _best = loss;
            _passesWithout = 0;
        }
        else
        {
            _passesWithout++;
        }

        if (_cooldown > 0)
        {
            _cooldown--;
            _passesWithout = 0;
        }

        if (_passesWithout > _options.Patience)
        {
            Factor = Math.Max(Factor * _options.Factor, _options.Floor);
            _cooldown = _options.Cooldown;
            _passesWithout = 0;
        }
    }
}
