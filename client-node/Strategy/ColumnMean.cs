namespace Federated.ClientNode.Strategy;

/// <summary>A mean that is taken as values go by.</summary>
internal sealed class ColumnMean
{
    private double _sum;

    /// <summary>Values so far.</summary>
    public long Count { get; private set; }

    /// <summary>Their mean; NaN of none.</summary>
    public double Value => _sum / Count;

    /// <summary>Adds a value.</summary>
    public void Add(double value)
    {
        _sum += value;
        Count++;
    }
}
