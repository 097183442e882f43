using Federated.Learning.Losses;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Classifiers;

/// <summary>What a model says of rows, as probabilities.</summary>
internal static class Probabilities
{
    /// <summary>The probability of the positive class for each row, in [0, 1].</summary>
    public static float[] Of(ITwoClassPredictor predictor, LocalTable table)
    {
        float[] scores = predictor.Logits(table);
        foreach (ref float score in scores.AsSpan())
            score = (float)Logistic.Sigmoid(score);
        return scores;
    }
}
