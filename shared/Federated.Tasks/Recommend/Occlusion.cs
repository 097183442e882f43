namespace Federated.Tasks.Recommend;

/// <summary>
/// What an item of a history adds to a score of a model that cannot say it itself: the mean of how far the score falls without the item (Robnik-Šikonja and Kononenko 2008) and of what the item gives
/// alone. These are the last and the first term of its Shapley value; the first alone would find nothing in a model of means, where one of two like items is as good as both. Scores count against
/// their mean over all items, since only their order means something; without a history all are alike. An item costs two passes of the model.
/// </summary>
internal static class Occlusion
{
    /// <param name="scorer">The model.</param>
    /// <param name="count">Items of the vocabulary.</param>
    /// <param name="customer">The customer.</param>
    /// <param name="items">Items whose scores are asked about.</param>
    /// <param name="latest">Of the history the latest so many are looked at; those before add 0.</param>
    public static double[][] Shares(IItemScorer scorer, int count, CustomerHistory customer, IReadOnlyList<int> items, int latest)
    {
        var scores = new float[count];
        double[] whole = Scores(customer);
        double[][] shares = [.. items.Select(_ => new double[customer.Items.Length])];
        for (int place = Math.Max(0, customer.Items.Length - latest); place < customer.Items.Length; place++)
        {
            double[] without = Scores(customer with { Items = customer.Items.RemoveAt(place) }), alone = Scores(customer with { Items = [customer.Items[place]] });
            for (int item = 0; item < items.Count; item++)
                shares[item][place] = (whole[item] - without[item] + alone[item]) / 2;
        }

        return shares;

        double[] Scores(CustomerHistory had)
        {
            if (had.Items.IsEmpty)
                return new double[items.Count];
            scorer.Score(had, scores);
            double mean = scores.Average(score => (double)score);
            return [.. items.Select(item => scores[item] - mean)];
        }
    }
}
