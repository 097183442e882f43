namespace Federated.Tasks.Recommend;

/// <summary>A model that is ready to rank items for customers. Whatever it has to solve or unpack was done when it was made.</summary>
internal interface IItemScorer
{
    /// <summary>Writes the score of every item, those that the customer has included; higher is better, never NaN. Only the order of one customer's scores means something.</summary>
    /// <param name="customer">The customer; the items may be none.</param>
    /// <param name="scores">One for each item of the vocabulary.</param>
    void Score(CustomerHistory customer, Span<float> scores);

    /// <summary>What each of the customer's items adds to the score of some items: for each of these a line in the order of the customer's, empty when the model cannot say. Only ratios within a line mean something.</summary>
    double[][] Shares(CustomerHistory customer, IReadOnlyList<int> items);

    /// <summary>How alike two items are, 0 to 1: a cosine, of their customers or of their vectors.</summary>
    double Likeness(int item, int other);
}
