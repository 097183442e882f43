namespace Federated.Learning.Trees;

/// <summary>Chooses a column's bins so that each holds about as many rows as the next; equal values share a bin.</summary>
internal static class QuantileBins
{
    /// <summary>Edges halfway between neighbouring values; one bin a value when there are few enough of them. Sorts <paramref name="values"/>.</summary>
    public static ColumnBins Numerical(Span<float> values, int bins)
    {
        ColumnSort.Sort(values);
        var edges = new List<float>(bins);
        if (CountDistinct(values, bins + 1) <= bins)
        {
            for (int index = 1; index < values.Length; index++)
            {
                if (values[index] > values[index - 1])
                    edges.Add(Between(values[index - 1], values[index]));
            }
        }
        else
        {
            for (int bin = 1; bin < bins; bin++)
                AddEdgeNear((int)((long)values.Length * bin / bins), values, edges);
        }

        return ColumnBins.Numerical(edges.ToArray());
    }

    /// <summary>The most frequent categories, in ascending order of their codes; of two that are equally frequent the lower code is taken.</summary>
    public static ColumnBins Categorical(ReadOnlySpan<float> values, int bins)
    {
        var counts = new Dictionary<int, int>();
        foreach (float value in values)
            counts[(int)value] = counts.GetValueOrDefault((int)value) + 1;
        return ColumnBins.Categorical([.. counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(bins).Select(pair => pair.Key).Order()]);
    }

    /// <summary>Edges of a histogram's cells, at most one less than bins, chosen so that each bin has about its share of the rows that remain for it and the bins above.</summary>
    public static float[] EdgesOf(ReadOnlySpan<float> edges, ReadOnlySpan<long> counts, int bins)
    {
        long remaining = 0, inBin = 0;
        foreach (long count in counts)
            remaining += count;
        var chosen = new List<float>(bins);
        for (int cell = 0; cell < edges.Length && chosen.Count + 1 < bins; cell++)
        {
            inBin += counts[cell];
            double share = (double)remaining / (bins - chosen.Count);
            bool nextIsFurther = inBin + counts[cell + 1] - share > share - inBin;
            if (inBin == 0 || inBin == remaining || (inBin < share && !nextIsFurther))
                continue;
            chosen.Add(edges[cell]);
            remaining -= inBin;
            inBin = 0;
        }

        return [.. chosen];
    }

    // A run of equal values cannot be cut: the edge goes to its lower end, or above it when that edge is taken.
    private static void AddEdgeNear(int position, ReadOnlySpan<float> values, List<float> edges)
    {
        int cut = position;
        while (cut > 0 && values[cut - 1] == values[position])
            cut--;
        if (cut == 0 || (edges.Count > 0 && Between(values[cut - 1], values[cut]) <= edges[^1]))
        {
            cut = position + 1;
            while (cut < values.Length && values[cut] == values[position])
                cut++;
        }

        if (cut > 0 && cut < values.Length && Between(values[cut - 1], values[cut]) is var edge && (edges.Count == 0 || edge > edges[^1]))
            edges.Add(edge);
    }

    private static int CountDistinct(ReadOnlySpan<float> sorted, int enough)
    {
        int distinct = sorted.IsEmpty ? 0 : 1;
        for (int index = 1; index < sorted.Length && distinct < enough; index++)
            distinct += sorted[index] > sorted[index - 1] ? 1 : 0;
        return distinct;
    }

    private static float Between(float below, float above)
    {
        float middle = (below / 2) + (above / 2);
        return middle >= below && middle < above ? middle : below;
    }
}
