namespace Federated.Privacy.Numerics;

/// <summary>Functions that .NET has only in a form that loses digits near zero: expm1 and log1p are defined there as exp(x) − 1 and log(1 + x).</summary>
internal static class Precise
{
    private const double SmallUpTo = 0.5;

    /// <summary>e^x − 1 to full relative precision (Kahan's correction by the logarithm of the rounded power).</summary>
    public static double ExpMinusOne(double x)
    {
        if (Math.Abs(x) > SmallUpTo)
            return Math.Exp(x) - 1;
        double power = Math.Exp(x);
        if (power == 1)
            return x;
        return (power - 1) * x / Math.Log(power);
    }

    /// <summary>ln(1 + x) to full relative precision, x > −1 (Kahan's correction by the rounded sum).</summary>
    public static double LogOnePlus(double x)
    {
        if (Math.Abs(x) > SmallUpTo)
            return Math.Log(1 + x);
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * x / (sum - 1);
    }
}
