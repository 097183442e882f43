using System.Collections.Immutable;
using Federated.Learning.Linear;
using Federated.Learning.Solvers;

namespace Federated.Learning.Lifetime;

/// <summary>
/// Negative log-likelihood of the BG/NBD model over customers, with its gradient and Hessian in the logarithms of (r, α, a, b), exact. With
/// D = ln a − ln(b+x−1) + (r+x)·ln((α+T)/(α+t)), the log odds of having left, a customer's log-likelihood is
/// ln Γ(r+x)/Γ(r) + r·ln α + ln B(a, b+x)/B(a, b) − (r+x)·ln(α+T) + [x&gt;0]·ln(1 + eᴰ) (Fader, Hardie and Lee 2005, equation 6).
/// </summary>
/// <param name="parameters">ln r, ln α, ln a, ln b.</param>
public sealed class BetaGeometricStatistics(ImmutableArray<double> parameters) : CurvatureStatistics(LogParameters.Checked(parameters, BetaGeometricModel.ParameterCount))
{
    private const int Size = BetaGeometricModel.ParameterCount;
    private readonly BetaGeometricModel _model = BetaGeometricModel.FromLogs(parameters.AsSpan());

    /// <summary>Adds customers.</summary>
    /// <exception cref="ArgumentException">A history is out of its range.</exception>
    public void Add(ReadOnlySpan<PurchaseHistory> customers)
    {
        Span<double> gradient = stackalloc double[Size];
        Span<double> hessian = stackalloc double[Size * (Size + 1) / 2];
        ReadOnlySpan<double> point = [_model.R, _model.Alpha, _model.A, _model.B];
        foreach (PurchaseHistory customer in customers)
        {
            customer.Require();
            gradient.Clear();
            hessian.Clear();
            double likelihood = Purchasing(customer, gradient, hessian) + Leaving(customer, gradient, hessian);
            if (customer.Repeats > 0)
                likelihood += Odds(customer, gradient, hessian);
            Values[0]++;
            Values[1] -= likelihood;
            LogParameters.Subtract(point, gradient, hessian, Values.AsSpan(2));
        }
    }

    // ln Γ(r+x)/Γ(r) + r·ln α − (r+x)·ln(α+T)
    private double Purchasing(PurchaseHistory customer, Span<double> gradient, Span<double> hessian)
    {
        double r = _model.R, alpha = _model.Alpha, count = r + customer.Repeats, end = alpha + customer.Age;
        gradient[0] += GammaFunctions.Digamma(count) - GammaFunctions.Digamma(r) + Math.Log(alpha) - Math.Log(end);
        gradient[1] += (r / alpha) - (count / end);
        hessian[0] += GammaFunctions.Trigamma(count) - GammaFunctions.Trigamma(r);
        hessian[PackedTriangle.Index(1, 0)] += (1 / alpha) - (1 / end);
        hessian[PackedTriangle.Index(1, 1)] += (count / (end * end)) - (r / (alpha * alpha));
        return GammaFunctions.LogGamma(count) - GammaFunctions.LogGamma(r) + (r * Math.Log(alpha)) - (count * Math.Log(end));
    }

    // ln B(a, b+x)/B(a, b)
    private double Leaving(PurchaseHistory customer, Span<double> gradient, Span<double> hessian)
    {
        double both = _model.A + _model.B, b = _model.B, x = customer.Repeats;
        double first = GammaFunctions.Digamma(both) - GammaFunctions.Digamma(both + x);
        double second = GammaFunctions.Trigamma(both) - GammaFunctions.Trigamma(both + x);
        gradient[2] += first;
        gradient[3] += first + GammaFunctions.Digamma(b + x) - GammaFunctions.Digamma(b);
        hessian[PackedTriangle.Index(2, 2)] += second;
        hessian[PackedTriangle.Index(3, 2)] += second;
        hessian[PackedTriangle.Index(3, 3)] += second + GammaFunctions.Trigamma(b + x) - GammaFunctions.Trigamma(b);
        return GammaFunctions.LogGamma(both) - GammaFunctions.LogGamma(both + x) + GammaFunctions.LogGamma(b + x) - GammaFunctions.LogGamma(b);
    }

    // ln(1 + eᴰ)
    private double Odds(PurchaseHistory customer, Span<double> gradient, Span<double> hessian)
    {
        double count = _model.R + customer.Repeats, end = 1 / (_model.Alpha + customer.Age), last = 1 / (_model.Alpha + customer.Recency);
        double odds = _model.LogOddsOfHavingLeft(customer), left = 1 / (1 + Math.Exp(-odds)), dropout = 1 / (_model.B + customer.Repeats - 1);
        Span<double> slope = [Math.Log(last / end), count * (end - last), 1 / _model.A, -dropout];
        for (int row = 0, index = 0; row < Size; row++)
        {
            gradient[row] += left * slope[row];
            for (int column = 0; column <= row; column++, index++)
                hessian[index] += left * (1 - left) * slope[row] * slope[column];
        }

        hessian[PackedTriangle.Index(1, 0)] += left * (end - last);
        hessian[PackedTriangle.Index(1, 1)] += left * count * ((last * last) - (end * end));
        hessian[PackedTriangle.Index(2, 2)] -= left / (_model.A * _model.A);
        hessian[PackedTriangle.Index(3, 3)] += left * dropout * dropout;
        return odds > 0 ? odds + double.LogP1(Math.Exp(-odds)) : double.LogP1(Math.Exp(odds));
    }
}
