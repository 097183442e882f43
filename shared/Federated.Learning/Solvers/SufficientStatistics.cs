namespace Federated.Learning.Solvers;

/// <summary>
/// Sums over rows of data that say all that a model needs to know: a vector of float64 whose length and layout depend on the model's sizes alone. The
/// statistics of parts, added element by element, are those of all rows together (up to the order of rounding), so they may be computed where the rows
/// are and only their sum be seen. A model's fit is a function of this vector.
/// </summary>
public abstract class SufficientStatistics
{
    private protected SufficientStatistics(long length)
    {
        if (length > Array.MaxLength)
            throw new ArgumentException($"{GetType().Name} would hold {length} values, more than one array can; use fewer columns, classes or items.");
        Values = new double[length];
    }

    /// <summary>Number of values in the vector.</summary>
    public int Length => Values.Length;

    /// <summary>The sums so far, in the layout that the type documents.</summary>
    public ReadOnlySpan<double> Vector => Values;

    private protected double[] Values { get; }

    /// <summary>Adds the sums of another part.</summary>
    /// <exception cref="ArgumentException">The other is of another type or length.</exception>
    public void Merge(SufficientStatistics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.GetType() != GetType())
            throw new ArgumentException($"{other.GetType().Name} cannot be added to {GetType().Name}.", nameof(other));
        AddVector(other.Vector);
    }

    /// <summary>Adds a vector of sums, for instance one that came out of a secure sum.</summary>
    /// <exception cref="ArgumentException">The length differs, or a value is not finite.</exception>
    public virtual void AddVector(ReadOnlySpan<double> vector)
    {
        if (vector.Length != Values.Length)
            throw new ArgumentException($"{GetType().Name} holds {Values.Length} values here, but {vector.Length} were given; both parts must have the same columns and classes.", nameof(vector));
        for (int index = 0; index < vector.Length; index++)
        {
            if (!double.IsFinite(vector[index]))
                throw new ArgumentException($"Value {index} of the statistics is {vector[index]}; a sum of finite rows is finite.", nameof(vector));
        }

        for (int index = 0; index < vector.Length; index++)
            Values[index] += vector[index];
    }
}
