using System.Collections.Immutable;

namespace Federated.Tasks.Recommend;

/// <summary>The items of the highest scores.</summary>
internal static class TopItems
{
    /// <param name="scores">One an item.</param>
    /// <param name="isLeftOut">Items that are not wanted.</param>
    /// <param name="most">Items wanted.</param>
    /// <returns>The best first; of equal ones the first of the catalogue.</returns>
    public static ImmutableArray<int> Of(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isLeftOut, int most)
    {
        var best = new PriorityQueue<int, (float Score, int Item)>(most + 1);
        for (int item = 0; item < scores.Length; item++)
        {
            if (isLeftOut[item])
                continue;
            (float, int) rank = (scores[item], -item);
            if (best.Count < most)
                best.Enqueue(item, rank);
            else if (best.TryPeek(out _, out (float Score, int Item) least) && rank.CompareTo(least) > 0)
                best.EnqueueDequeue(item, rank);
        }

        var list = new int[best.Count];
        for (int place = list.Length - 1; place >= 0; place--)
            list[place] = best.Dequeue();
        return [.. list];
    }
}
