namespace Federated.Learning.Losses;

/// <summary>Row weights of a batch, where none means one for each row.</summary>
internal static class BatchWeights
{
    public static double Total(ReadOnlySpan<float> weights, int rows)
    {
        if (weights.IsEmpty)
            return rows;
        double total = 0;
        foreach (float weight in weights)
            total += weight;
        return total;
    }
}
