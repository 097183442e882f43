namespace Federated.Conformance.Tests.Tasks;

/// <summary>How well amounts are predicted, by slow loops over rows.</summary>
internal static class Amounts
{
    public static double MeanAbsoluteError(double[] predicted, double[] actual) => predicted.Zip(actual, (first, second) => Math.Abs(first - second)).Average();

    /// <summary>Gini of the order that predictions give, over that of the amounts' own order.</summary>
    public static double ShareOfGini(double[] predicted, double[] actual) => Gini(predicted, actual) / Gini(actual, actual);

    // 1 − 2·(area under the Lorenz curve); rows of one prediction share its stretch of the curve.
    private static double Gini(double[] order, double[] amounts)
    {
        double total = amounts.Sum(), before = 0, area = 0;
        foreach (double[] tie in amounts.Zip(order).GroupBy(pair => pair.Second).OrderBy(group => group.Key).Select(group => group.Select(pair => pair.First).ToArray()))
        {
            double share = tie.Sum() / total;
            area += (before + (share / 2)) * tie.Length / amounts.Length;
            before += share;
        }

        return 1 - (2 * area);
    }
}
