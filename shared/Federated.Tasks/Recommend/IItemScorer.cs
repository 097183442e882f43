namespace Federated.Tasks.Recommend;

/// <summary>A model that is ready to rank items for customers. Whatever it has to solve or unpack was done when it was made.</summary>
internal interface IItemScorer
{
    /// <summary>Writes the score of every item, those that the customer has included; higher is better, never NaN. Only the order of one customer's scores means something.</summary>
    /// <param name="customer">The customer; the items may be none.</param>
    /// <param name="scores">One for each item of the vocabulary.</param>
    void Score(CustomerHistory customer, Span<float> scores);

    /// <summary>What each of the customer's items adds to the score of one item, in their order; empty when the model cannot say.</summary>
    double[] Shares(CustomerHistory customer, int item);
}
