using Federated.Computations.Recommendation;
using Federated.Learning.Factorization;
using Federated.Learning.Kernels;

namespace Federated.Tasks.Recommend;

/// <summary>EASE from counts.</summary>
internal static class EaseFit
{
    /// <summary>Penalties that are tried, in customers; the one for all is chosen by held-out items.</summary>
    public static readonly double[] Penalties = [20, 60, 200, 600, 2_000];

    public static EaseModel Of(ItemCounts counts, double penalty, Workers? workers = null)
    {
        var statistics = new EaseStatistics(counts.Items);
        var vector = new double[counts.Values.Length];
        for (int index = 0; index < vector.Length; index++)
            vector[index] = counts.Values[index];
        statistics.AddVector(vector);
        return EaseModel.Fit(statistics, penalty, workers);
    }
}
