using Federated.Computations.SparseRegression;
using Federated.Tasks.Scores;
using Federated.Tasks.Text;

namespace Federated.Tasks.Sentiment;

/// <summary>
/// Which words moved a text's class. The logit of the predicted class, less the mean of the others', is a sum over the features of the text; the shares of one
/// word's features are its contribution, and all contributions add up to that difference, the intercepts left out.
/// </summary>
internal static class SentimentReasons
{
    public static IReadOnlyList<Reason> Of(string field, string text, int predicted, TextWeighting weighting, SparseLogisticModel model, int most)
    {
        var contributions = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach ((TextGram gram, double share) in weighting.Shares(text))
            contributions[gram.Words] = contributions.GetValueOrDefault(gram.Words) + (share * Direction(model, gram.Bucket, predicted));
        return [.. contributions
            .OrderByDescending(word => Math.Abs(word.Value)).ThenBy(word => word.Key, StringComparer.Ordinal).Take(most)
            .Select(word => new Reason(field, $"says \"{word.Key}\"", word.Value))];
    }

    private static double Direction(SparseLogisticModel model, int bucket, int predicted)
    {
        double Weight(int output) => model.Parameters[(output * (model.Columns + 1)) + bucket];
        if (model.Outputs == 1)
            return Weight(0);
        double others = Enumerable.Range(0, model.Outputs).Where(output => output != predicted).Average(Weight);
        return Weight(predicted) - others;
    }
}
