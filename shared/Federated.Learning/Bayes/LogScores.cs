namespace Federated.Learning.Bayes;

/// <summary>From joint log probabilities to the probabilities of classes.</summary>
internal static class LogScores
{
    public static void Normalise(ReadOnlySpan<double> scores, Span<float> probabilities)
    {
        double highest = double.NegativeInfinity, sum = 0;
        foreach (double score in scores)
            highest = Math.Max(highest, score);
        foreach (double score in scores)
            sum += Math.Exp(score - highest);
        for (int label = 0; label < scores.Length; label++)
            probabilities[label] = (float)(Math.Exp(scores[label] - highest) / sum);
    }

    /// <summary>ln of each class's share of the weight.</summary>
    public static double[] Priors(int classes, Func<int, double> weightOf)
    {
        var priors = new double[classes];
        double total = 0;
        for (int label = 0; label < classes; label++)
        {
            priors[label] = weightOf(label);
            total += priors[label];
            if (!(priors[label] > 0))
                throw new ArgumentException($"Class {label} has no row with a weight; add rows of every class, or number the classes without it.");
        }

        for (int label = 0; label < classes; label++)
            priors[label] = Math.Log(priors[label] / total);
        return priors;
    }
}
