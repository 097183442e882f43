using System.Collections.Immutable;
using Federated.Learning.Metrics;

namespace Federated.Computations.Experience;

/// <summary>What a distribution of answers says, with intervals of 95 %.</summary>
public sealed record ExperienceFigures
{
    /// <summary>Level of the intervals.</summary>
    public const double Level = 0.95;

    private const double Deviations = 1.959963984540054;

    private ExperienceFigures(long answers, ConfidenceInterval score, ConfidenceInterval mean) => (Answers, Score, Mean) = (answers, score, mean);

    /// <summary>Number of answers, at least 1.</summary>
    public long Answers { get; }

    /// <summary>
    /// Satisfaction: the share of top boxes in [0, 1], with the interval of Wilson (1927). Net promoters: in [−1, 1], with that of the multinomial variance
    /// (p₊ + p₋ − (p₊ − p₋)²)/n.
    /// </summary>
    public ConfidenceInterval Score { get; }

    /// <summary>Mean answer, in the answers' scale, with the normal interval of its standard error.</summary>
    public ConfidenceInterval Mean { get; }

    /// <summary>Figures of counts of each answer, lowest first; null when there is no answer.</summary>
    public static ExperienceFigures? Of(ExperienceRequest request, ImmutableArray<long> counts)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (counts.Length != request.Answers)
            throw new ArgumentException($"{counts.Length} counts were given for {request.Answers} possible answers.", nameof(counts));
        long answers = counts.Sum();
        if (answers == 0)
            return null;
        double mean = counts.Select((count, answer) => (double)count * answer).Sum() / answers;
        double squares = counts.Select((count, answer) => count * (answer - mean) * (answer - mean)).Sum();
        double error = answers > 1 ? Deviations * Math.Sqrt(squares / (answers - 1) / answers) : request.Answers - 1;
        var interval = new ConfidenceInterval(
            request.Lowest + mean, Math.Max(request.Lowest, request.Lowest + mean - error), Math.Min(request.Highest, request.Lowest + mean + error), Level);
        ConfidenceInterval score = request.Kind == SurveyKind.Satisfaction
            ? Wilson(counts.TakeLast(request.TopBoxes).Sum(), answers)
            : NetPromoters((double)counts.TakeLast(2).Sum() / answers, (double)counts.Take(7).Sum() / answers, answers);
        return new ExperienceFigures(answers, score, interval);
    }

    /// <summary>
    /// Change of the mean answer from one period to the next, by least squares over all answers of the reported periods; null with fewer than two such periods.
    /// </summary>
    public static ConfidenceInterval? Trend(AnswerTable periods)
    {
        ArgumentNullException.ThrowIfNull(periods);
        double n = 0, t = 0, tt = 0, y = 0, yy = 0, ty = 0;
        for (int period = 0; period < periods.Count; period++)
        {
            if (periods.Row(period) is not { } counts)
                continue;
            for (int answer = 0; answer < counts.Length; answer++)
            {
                double weight = counts[answer];
                n += weight;
                t += weight * period;
                tt += weight * period * period;
                y += weight * answer;
                yy += weight * answer * answer;
                ty += weight * period * answer;
            }
        }

        double spread = tt - (t * t / n);
        if (!(n > 2 && spread > 1e-9 * n))
            return null;
        double covariance = ty - (t * y / n), slope = covariance / spread;
        double left = Math.Max(0, yy - (y * y / n) - (slope * covariance));
        double error = Deviations * Math.Sqrt(left / (n - 2) / spread);
        return new ConfidenceInterval(slope, slope - error, slope + error, Level);
    }

    private static ConfidenceInterval Wilson(long successes, long trials)
    {
        double share = (double)successes / trials, square = Deviations * Deviations / trials;
        double centre = (share + (square / 2)) / (1 + square);
        double half = Deviations / (1 + square) * Math.Sqrt((share * (1 - share) / trials) + (square / (4 * trials)));
        return new ConfidenceInterval(share, Math.Max(0, centre - half), Math.Min(1, centre + half), Level);
    }

    private static ConfidenceInterval NetPromoters(double promoters, double detractors, long answers)
    {
        double score = promoters - detractors, half = Deviations * Math.Sqrt(Math.Max(0, promoters + detractors - (score * score)) / answers);
        return new ConfidenceInterval(score, Math.Max(-1, score - half), Math.Min(1, score + half), Level);
    }
}
