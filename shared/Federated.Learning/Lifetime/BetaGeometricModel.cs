using Federated.Learning.Modules;
using Federated.Learning.Solvers;
using Federated.Learning.State;

namespace Federated.Learning.Lifetime;

/// <summary>
/// BG/NBD: how often customers buy without a contract, and whether they still do (Fader, Hardie and Lee, "Counting Your Customers the Easy Way", Marketing
/// Science 24, 2005). A customer buys at a rate of its own, which is Gamma distributed over customers with shape r and rate α (in the unit of time), and after
/// each purchase leaves with a probability of its own, which is Beta(a, b) distributed. Saved as the F64 tensor <c>buying</c> [4]: r, α, a, b.
/// </summary>
public sealed record BetaGeometricModel
{
    /// <summary>r, α, a and b.</summary>
    public const int ParameterCount = 4;

    private const string Tensor = "buying";
    private const int MostTerms = 1_000_000;

    /// <summary>Takes the parameters.</summary>
    /// <exception cref="ArgumentException">One is not above 0 and finite.</exception>
    public BetaGeometricModel(double r, double alpha, double a, double b)
    {
        foreach (double parameter in (ReadOnlySpan<double>)[r, alpha, a, b])
        {
            if (!(parameter > 0 && double.IsFinite(parameter)))
                throw new ArgumentException($"A parameter of the buying model is {parameter}; all are above 0 and finite.");
        }

        (R, Alpha, A, B) = (r, alpha, a, b);
    }

    /// <summary>r, shape of the buying rates.</summary>
    public double R { get; }

    /// <summary>α, rate of the buying rates' distribution, in units of time: the mean customer buys r/α times in one.</summary>
    public double Alpha { get; }

    /// <summary>a, of the probabilities to leave after a purchase, whose mean is a/(a+b).</summary>
    public double A { get; }

    /// <summary>b, of the same.</summary>
    public double B { get; }

    /// <summary>The model of ln r, ln α, ln a, ln b.</summary>
    /// <exception cref="ArgumentException">There are not four, or one is beyond ±20.</exception>
    public static BetaGeometricModel FromLogs(ReadOnlySpan<double> logs)
    {
        LogParameters.Checked([.. logs], ParameterCount);
        return new BetaGeometricModel(Math.Exp(logs[0]), Math.Exp(logs[1]), Math.Exp(logs[2]), Math.Exp(logs[3]));
    }

    /// <summary>Reads a model that <see cref="ToSnapshot"/> wrote.</summary>
    /// <exception cref="ModelMismatchException">The tensor is missing, misshapen or out of range.</exception>
    public static BetaGeometricModel FromSnapshot(ModelSnapshot snapshot)
    {
        ReadOnlySpan<double> values = snapshot.Doubles("buying model", Tensor, 1).Sized("buying model", ParameterCount).Values;
        try
        {
            return new BetaGeometricModel(values[0], values[1], values[2], values[3]);
        }
        catch (ArgumentException fault)
        {
            throw new ModelMismatchException($"The snapshot's buying model cannot be used: {fault.Message}");
        }
    }

    /// <summary>The parameters as a named tensor.</summary>
    public ModelSnapshot ToSnapshot() => new([new DoubleTensor(Tensor, new TensorShape(ParameterCount), [R, Alpha, A, B])]);

    /// <summary>Probability, in [0, 1], that the customer has not left; 1 without a repeat purchase, for one leaves only after one.</summary>
    /// <exception cref="ArgumentException">The history is out of its range.</exception>
    public double ProbabilityAlive(PurchaseHistory customer)
    {
        customer.Require();
        return customer.Repeats == 0 ? 1 : 1 / (1 + Math.Exp(LogOddsOfHavingLeft(customer)));
    }

    /// <summary>
    /// Purchases that the customer is expected to make in the time after the end of observation (equation 10). With z = time/(α+T+time) and c = a+b+x−1,
    /// Euler's transformation of its hypergeometric function gives c·(1−(1−z)^(a−1))/(a−1) − (1−z)^(a−1)·Σ (a+b−1−r)ₙ(a)ₙ₋₁/((c+1)ₙ₋₁·n!)·zⁿ, which has
    /// no singularity at a = 1 or c = 0 and no large powers; the probability of being alive multiplies it.
    /// </summary>
    /// <param name="customer">The customer.</param>
    /// <param name="time">How far ahead, zero or more, in the unit of the history.</param>
    /// <exception cref="ArgumentException">The history or the time is out of its range.</exception>
    public double ExpectedPurchases(PurchaseHistory customer, double time)
        => Purchases(time, customer.Repeats, customer.Age) * ProbabilityAlive(customer);

    /// <summary>Repeat purchases that a new customer is expected to make in the time after the first (equation 9).</summary>
    /// <exception cref="ArgumentException">The time is negative or not finite.</exception>
    public double ExpectedPurchases(double time) => Purchases(time, 0, 0);

    internal double LogOddsOfHavingLeft(PurchaseHistory customer)
    {
        double ratio = Math.Log((Alpha + customer.Age) / (Alpha + customer.Recency));
        return Math.Log(A) - Math.Log(B + customer.Repeats - 1) + ((R + customer.Repeats) * ratio);
    }

    private double Purchases(double time, double repeats, double age)
    {
        if (!(time >= 0 && double.IsFinite(time)))
            throw new ArgumentException($"The time ahead is {time}; it is zero or more.", nameof(time));
        double z = time / (Alpha + age + time), c = A + B + repeats - 1;
        double log = -double.LogP1(time / (Alpha + age)), power = Math.Exp((A - 1) * log);
        double start = Math.Abs(A - 1) < 1e-12 ? -log : -double.ExpM1((A - 1) * log) / (A - 1);
        double term = (A + B - 1 - R) * z, sum = term;
        for (int n = 1; n < MostTerms && Math.Abs(term) > 1e-16 * Math.Abs(sum); n++)
        {
            term *= (A + B - 1 - R + n) * (A + n - 1) / ((c + n) * (n + 1)) * z;
            sum += term;
        }

        return Math.Max(0, (c * start) - (power * sum));
    }
}
