using System.Collections.Immutable;
using Federated.Learning.Linear;
using Federated.Learning.Solvers;

namespace Federated.Learning.Lifetime;

/// <summary>
/// Negative log-likelihood of the BG/NBD model over customers, with its gradient and Hessian in the logarithms of (r, α, a, b), exact. With
/// D = ln a − ln(b+x−1) + (r+x)·ln((α+T)/(α+t)), the log odds of having left, a customer's log-likelihood is
/// ln Γ(r+x)/Γ(r) + r·ln α + ln B(a, b+x)/B(a, b) − (r+x)·ln(α+T) + [x&gt;0]·ln(1 + eᴰ) (Fader, Hardie and Lee 2005, equation 6).
/// </summary>
public sealed class BetaGeometricStatistics : CurvatureStatistics
{
    private const int Size = BetaGeometricModel.ParameterCount;
    private readonly BetaGeometricModel _model;
    private readonly double _logAlpha;
    private readonly GammaLadder _rates;
    private readonly GammaLadder _stays;
    private readonly GammaLadder _both;

    /// <summary>Of no customer yet.</summary>
    /// <param name="parameters">ln r, ln α, ln a, ln b.</param>
    /// <exception cref="ArgumentException">There are not four, or one is beyond ±20.</exception>
    public BetaGeometricStatistics(ImmutableArray<double> parameters)
        : base(LogParameters.Checked(parameters, Size))
    {
        _model = BetaGeometricModel.FromLogs(parameters.AsSpan());
        _logAlpha = parameters[1];
        _rates = new GammaLadder(_model.R);
        _stays = new GammaLadder(_model.B);
        _both = new GammaLadder(_model.A + _model.B);
    }

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
        double r = _model.R, alpha = _model.Alpha, count = r + customer.Repeats, end = alpha + customer.Age, logEnd = Math.Log(end);
        (double LogGamma, double Digamma, double Trigamma) first = _rates.At(0), last = _rates.At(customer.Repeats);
        gradient[0] += last.Digamma - first.Digamma + _logAlpha - logEnd;
        gradient[1] += (r / alpha) - (count / end);
        hessian[0] += last.Trigamma - first.Trigamma;
        hessian[PackedTriangle.Index(1, 0)] += (1 / alpha) - (1 / end);
        hessian[PackedTriangle.Index(1, 1)] += (count / (end * end)) - (r / (alpha * alpha));
        return last.LogGamma - first.LogGamma + (r * _logAlpha) - (count * logEnd);
    }

    // ln B(a, b+x)/B(a, b)
    private double Leaving(PurchaseHistory customer, Span<double> gradient, Span<double> hessian)
    {
        (double LogGamma, double Digamma, double Trigamma) both = _both.At(0), bothLast = _both.At(customer.Repeats), stay = _stays.At(0), stayLast = _stays.At(customer.Repeats);
        double first = both.Digamma - bothLast.Digamma, second = both.Trigamma - bothLast.Trigamma;
        gradient[2] += first;
        gradient[3] += first + stayLast.Digamma - stay.Digamma;
        hessian[PackedTriangle.Index(2, 2)] += second;
        hessian[PackedTriangle.Index(3, 2)] += second;
        hessian[PackedTriangle.Index(3, 3)] += second + stayLast.Trigamma - stay.Trigamma;
        return both.LogGamma - bothLast.LogGamma + stayLast.LogGamma - stay.LogGamma;
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
