using System.Collections.Immutable;
using Federated.Learning.Linear;
using Federated.Learning.Solvers;

namespace Federated.Learning.Lifetime;

/// <summary>
/// Negative log-likelihood of the Gamma-Gamma model over customers, with its gradient and Hessian in the logarithms of (p, q, γ), exact. A customer's
/// log-likelihood is ln Γ(px+q)/(Γ(px)Γ(q)) + q·ln γ + (px−1)·ln m + px·ln x − (px+q)·ln(γ+mx) (Fader and Hardie 2013, equation 1a).
/// </summary>
/// <param name="parameters">ln p, ln q, ln γ.</param>
public sealed class GammaGammaStatistics(ImmutableArray<double> parameters) : CurvatureStatistics(LogParameters.Checked(parameters, GammaGammaModel.ParameterCount))
{
    private const int Size = GammaGammaModel.ParameterCount;
    private readonly GammaGammaModel _model = GammaGammaModel.FromLogs(parameters.AsSpan());

    /// <summary>Adds customers.</summary>
    /// <exception cref="ArgumentException">A history is out of its range.</exception>
    public void Add(ReadOnlySpan<SpendHistory> customers)
    {
        Span<double> gradient = stackalloc double[Size];
        Span<double> hessian = stackalloc double[Size * (Size + 1) / 2];
        ReadOnlySpan<double> point = [_model.P, _model.Q, _model.Gamma];
        double atQ = GammaFunctions.LogGamma(_model.Q), firstAtQ = GammaFunctions.Digamma(_model.Q), secondAtQ = GammaFunctions.Trigamma(_model.Q);
        foreach (SpendHistory customer in customers)
        {
            customer.Require();
            double x = customer.Purchases, shape = _model.P * x, all = shape + _model.Q, gamma = _model.Gamma, total = gamma + (customer.MeanAmount * x);
            double logTotal = Math.Log(total), logAmount = Math.Log(customer.MeanAmount), logCount = Math.Log(x), logGamma = Math.Log(gamma);
            double first = GammaFunctions.Digamma(all), second = GammaFunctions.Trigamma(all);
            gradient[0] = x * (first - GammaFunctions.Digamma(shape) + logAmount + logCount - logTotal);
            gradient[1] = first - firstAtQ + logGamma - logTotal;
            gradient[2] = (_model.Q / gamma) - (all / total);
            hessian[0] = x * x * (second - GammaFunctions.Trigamma(shape));
            hessian[PackedTriangle.Index(1, 0)] = x * second;
            hessian[PackedTriangle.Index(1, 1)] = second - secondAtQ;
            hessian[PackedTriangle.Index(2, 0)] = -x / total;
            hessian[PackedTriangle.Index(2, 1)] = (1 / gamma) - (1 / total);
            hessian[PackedTriangle.Index(2, 2)] = (all / (total * total)) - (_model.Q / (gamma * gamma));
            Values[0]++;
            Values[1] -= GammaFunctions.LogGamma(all) - GammaFunctions.LogGamma(shape) - atQ + (_model.Q * logGamma)
                + ((shape - 1) * logAmount) + (shape * logCount) - (all * logTotal);
            LogParameters.Subtract(point, gradient, hessian, Values.AsSpan(2));
        }
    }
}
