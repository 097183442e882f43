using Federated.Learning.Factorization;
using Federated.Learning.Randomness;

namespace Federated.Learning.Tests.Factorization;

/// <summary>Users who each have about a third of the items, the low numbers more often.</summary>
internal static class RandomRows
{
    public static SparseRows Of(int users, int items, ulong seed, Func<int, int, float>? value = null)
    {
        var generator = new SeededGenerator(seed);
        var triples = new List<(int User, int Item)>();
        for (int user = 0; user < users; user++)
        {
            triples.Add((user, user % items));
            triples.AddRange(Enumerable.Range(0, items).Where(item => item != user % items && generator.NextDouble() < 0.5 - (0.3 * item / items)).Select(item => (user, item)));
        }

        return SparseRows.FromTriples(
            users, items, [.. triples.Select(each => each.User)], [.. triples.Select(each => each.Item)], [.. triples.Select(each => value?.Invoke(each.User, each.Item) ?? 1)]);
    }
}
