using Federated.Learning.Factorization;
using Federated.Learning.NextItem;
using Federated.Learning.Randomness;

namespace Federated.Learning.Tests.NextItem;

/// <summary>Small histories and models.</summary>
internal static class NextItemCase
{
    public static NextItemArchitecture Architecture(NextItemKind kind, int items = 12, int steps = 4, int width = 8, int negatives = 5) =>
        new() { Items = items, Kind = kind, Steps = steps, Width = width, Negatives = negatives, Dropout = 0 };

    /// <summary>Stretches of one cycle of all items: what follows is the next number.</summary>
    public static ItemHistories Cycle(int items, int customers, int length) => new(items, Enumerable.Range(0, customers)
        .Select(customer => (ReadOnlyMemory<int>)Enumerable.Range(customer, length).Select(place => place % items).ToArray()));

    /// <summary>Each customer has items of one half of the catalogue only.</summary>
    public static ItemHistories Halves(int items, int customers, int length, ulong seed = 1)
    {
        var source = new SeededGenerator(seed);
        return new ItemHistories(items, Enumerable.Range(0, customers).Select(customer =>
        {
            int[] half = [.. Enumerable.Range(customer % 2 * items / 2, items / 2)];
            source.Shuffle<int>(half);
            return (ReadOnlyMemory<int>)half[..length];
        }));
    }
}
