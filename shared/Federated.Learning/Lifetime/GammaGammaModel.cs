using Federated.Learning.Modules;
using Federated.Learning.Solvers;
using Federated.Learning.State;

namespace Federated.Learning.Lifetime;

/// <summary>
/// Gamma-Gamma: what a customer spends in one purchase (Fader and Hardie, "The Gamma-Gamma Model of Monetary Value", 2013). Amounts are Gamma distributed
/// with shape p and a rate of the customer's own, which is Gamma(q, γ) distributed over customers; spending must not depend on how often one buys. Saved as
/// the F64 tensor <c>spending</c> [3]: p, q, γ.
/// </summary>
public sealed record GammaGammaModel
{
    /// <summary>p, q and γ.</summary>
    public const int ParameterCount = 3;

    private const string Tensor = "spending";

    /// <summary>Takes the parameters.</summary>
    /// <exception cref="ArgumentException">One is not above 0 and finite.</exception>
    public GammaGammaModel(double p, double q, double gamma)
    {
        foreach (double parameter in (ReadOnlySpan<double>)[p, q, gamma])
        {
            if (!(parameter > 0 && double.IsFinite(parameter)))
                throw new ArgumentException($"A parameter of the spending model is {parameter}; all are above 0 and finite.");
        }

        (P, Q, Gamma) = (p, q, gamma);
    }

    /// <summary>p, shape of one purchase's amount.</summary>
    public double P { get; }

    /// <summary>q, shape of the customers' rates.</summary>
    public double Q { get; }

    /// <summary>γ, rate of the customers' rates, in the unit of money.</summary>
    public double Gamma { get; }

    /// <summary>Mean amount over all customers, p·γ/(q−1); infinite when q is 1 or less.</summary>
    public double PopulationMean => Q > 1 ? P * Gamma / (Q - 1) : double.PositiveInfinity;

    /// <summary>The model of ln p, ln q, ln γ.</summary>
    /// <exception cref="ArgumentException">There are not three, or one is beyond ±20.</exception>
    public static GammaGammaModel FromLogs(ReadOnlySpan<double> logs)
    {
        LogParameters.Checked([.. logs], ParameterCount);
        return new GammaGammaModel(Math.Exp(logs[0]), Math.Exp(logs[1]), Math.Exp(logs[2]));
    }

    /// <summary>Reads a model that <see cref="ToSnapshot"/> wrote.</summary>
    /// <exception cref="ModelMismatchException">The tensor is missing, misshapen or out of range.</exception>
    public static GammaGammaModel FromSnapshot(ModelSnapshot snapshot)
    {
        ReadOnlySpan<double> values = snapshot.Doubles("spending model", Tensor, 1).Sized("spending model", ParameterCount).Values;
        try
        {
            return new GammaGammaModel(values[0], values[1], values[2]);
        }
        catch (ArgumentException fault)
        {
            throw new ModelMismatchException($"The snapshot's spending model cannot be used: {fault.Message}");
        }
    }

    /// <summary>The parameters as a named tensor.</summary>
    public ModelSnapshot ToSnapshot() => new([new DoubleTensor(Tensor, new TensorShape(ParameterCount), [P, Q, Gamma])]);

    /// <summary>
    /// Amount of the customer's next purchase that is expected: p·(γ + m·x)/(p·x + q − 1) (equation 5), a mean of its own mean m and the population's. Without
    /// purchases, <see cref="PopulationMean"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The history is out of its range, and has a purchase.</exception>
    public double ExpectedAmount(SpendHistory customer)
    {
        if (customer.Purchases == 0)
            return PopulationMean;
        customer.Require();
        double denominator = (P * customer.Purchases) + Q - 1;
        return denominator > 0 ? P * (Gamma + (customer.MeanAmount * customer.Purchases)) / denominator : customer.MeanAmount;
    }
}
