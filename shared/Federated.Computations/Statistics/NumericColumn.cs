namespace Federated.Computations.Statistics;

/// <summary>A numeric column and the range that its values are declared to lie in.</summary>
public sealed record NumericColumn
{
    /// <summary>Checks the range.</summary>
    /// <exception cref="ArgumentException">No name, or a range that is not finite or not ascending.</exception>
    public NumericColumn(string name, double minimum, double maximum)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!(minimum < maximum && double.IsFinite(maximum - minimum)))
            throw new ArgumentException($"Column '{name}' declares the range {minimum} to {maximum}; it must be finite and ascending.", nameof(minimum));
        Name = name;
        Minimum = minimum;
        Maximum = maximum;
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>Least declared value; smaller ones count as this.</summary>
    public double Minimum { get; }

    /// <summary>Greatest declared value; greater ones count as this.</summary>
    public double Maximum { get; }

    /// <summary>Maximum − minimum.</summary>
    public double Width => Maximum - Minimum;

    /// <summary>u: where a finite value stands in the declared range, 0 to 1; one outside stands at the nearest end.</summary>
    public double ShareOf(double value) => (Math.Clamp(value, Minimum, Maximum) - Minimum) / Width;
}
