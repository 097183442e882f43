namespace Federated.Tasks.Forecast;

/// <summary>What one thing does to the demand.</summary>
/// <param name="Name">For scripts: the field, and the value of the category where it counts for one.</param>
/// <param name="Words">For people.</param>
/// <param name="IsElasticity">Whether it is a percentage of demand for a percentage of price; otherwise it is the change of the logarithm of demand for one unit, or for true against false.</param>
/// <param name="Slope">The estimate.</param>
/// <param name="Error">Its standard error; NaN when it cannot be told.</param>
internal sealed record Effect(string Name, string Words, bool IsElasticity, double Slope, double Error)
{
    // 95 % of a normal distribution.
    private const double Reach = 1.959964;

    public double Low => Slope - (Reach * Error);

    public double High => Slope + (Reach * Error);
}
