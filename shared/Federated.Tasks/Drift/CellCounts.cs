namespace Federated.Tasks.Drift;

/// <summary>A field's counted cells, then and now.</summary>
internal sealed class CellCounts(string field, IReadOnlyList<string> words, IReadOnlyList<long> training, IReadOnlyList<long> present)
{
    private const long LeastRows = 100;
    private const double Moderate = 0.1, Strong = 0.25, Chance = 0.01, HalfRow = 0.5;

    public FieldDrift Compare()
    {
        long before = training.Sum(), now = present.Sum();
        double index = StabilityIndex(before, now);
        (double statistic, int freedom) = ChiSquare(before, now);
        double chance = freedom == 0 ? 1 : ChiSquareTail.Of(statistic, freedom);
        DriftVerdict verdict = before < LeastRows || now < LeastRows ? DriftVerdict.TooFewRows
            : chance >= Chance || index < Moderate ? DriftVerdict.Stable
            : index < Strong ? DriftVerdict.Moderate : DriftVerdict.Strong;
        return new FieldDrift(field, index, statistic, freedom, chance, verdict, [.. words.Select((word, cell) => new DriftBin(word, Share(training[cell], before), Share(present[cell], now)))]);
    }

    private double StabilityIndex(long before, long now)
    {
        double index = 0;
        for (int cell = 0; cell < training.Count; cell++)
        {
            double then = (training[cell] + HalfRow) / (before + (HalfRow * training.Count)), share = (present[cell] + HalfRow) / (now + (HalfRow * training.Count));
            index += (share - then) * Math.Log(share / then);
        }

        return index;
    }

    private (double Statistic, int Freedom) ChiSquare(long before, long now)
    {
        if (before == 0 || now == 0)
            return (0, 0);
        double statistic = 0, ratio = Math.Sqrt((double)now / before);
        int cells = 0;
        for (int cell = 0; cell < training.Count; cell++)
        {
            long both = training[cell] + present[cell];
            if (both == 0)
                continue;
            double difference = (training[cell] * ratio) - (present[cell] / ratio);
            statistic += difference * difference / both;
            cells++;
        }

        return (statistic, Math.Max(0, cells - 1));
    }

    private static double Share(long count, long rows) => rows == 0 ? 0 : (double)count / rows;
}
